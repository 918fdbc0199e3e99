import {expect} from 'chai';
import * as v from 'valibot';
import {AskRequest} from '../../shared/ask-request.ts';

const read = (body: unknown) => v.safeParse(AskRequest, body);

describe('AskRequest', () => {
  it('takes a question by itself, trimmed', () => {
    expect(read({question: '  Why? '}).output).to.deep.equal({question: 'Why?'});
  });

  it('takes everything it knows and leaves out what it does not', () => {
    const body = {
      question: 'q',
      models: ['a'],
      search: {providers: ['corpus'], domains: {allow: ['a.example'], deny: []}, freshness: '2026-01-01to2026-02-01', country: 'de', language: 'de-AT'},
      synthesis: false,
      parent: 'p',
    };
    expect(read({...body, extra: 1}).output).to.deep.equal(body);
  });

  const bad: Record<string, unknown> = {
    'no question': {},
    'an empty question': {question: ''},
    'a blank question': {question: ' \n\t '},
    'a question over 2,000 characters': {question: 'x'.repeat(2_001)},
    'a number for a question': {question: 7},
    'null for a question': {question: null},
    'a list for a body': [],
    'null for a body': null,
    'no models at all': {question: 'q', models: []},
    'a model that is no text': {question: 'q', models: [1]},
    'a freshness in no known form': {question: 'q', search: {freshness: 'yesterday'}},
    'a country that is no code': {question: 'q', search: {country: 'Germany'}},
    'a freshness of no calendar': {question: 'q', search: {freshness: '2024-13-45to2025-01-01'}},
    'a freshness that ends before it begins': {question: 'q', search: {freshness: '2026-02-01to2026-01-01'}},
    'a list for search': {question: 'q', search: []},
    'a list for domains': {question: 'q', search: {domains: []}},
    'a misspelt limit': {question: 'q', search: {domains: {alow: ['a.example']}}},
    'a host that is none': {question: 'q', search: {domains: {allow: ['!!! no host']}}},
    'a question that nobody can see': {question: '\u200b\u200b\u2060'},
    'a synthesis that is no boolean': {question: 'q', synthesis: 'yes'},
  };
  for (const [name, body] of Object.entries(bad)) {
    it(`refuses ${name}`, () => {
      expect(read(body).success).to.equal(false);
    });
  }

  it('takes a question of exactly 2,000 characters', () => {
    expect(read({question: 'x'.repeat(2_000)}).success).to.equal(true);
    expect(read({question: '🌊'.repeat(2_000)}).success).to.equal(true);
  });
});
