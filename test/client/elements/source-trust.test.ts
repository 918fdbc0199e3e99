import {expect} from '@open-wc/testing';
import {trustFacts} from '../../../client/elements/source-trust.ts';
import {englishWords} from '../../../client/words/words.ts';
import type {Source} from '../../../shared/source.ts';
import {hostile, source} from '../support/session-events.ts';

const facts = (given: Partial<Source>) => Object.fromEntries(trustFacts(source(1, given), englishWords.sources).map(({label, value}) => [label, value]));
const meaning = (given: Partial<Source>, label: string) => trustFacts(source(1, given), englishWords.sources).find((fact) => fact.label === label)?.about;

describe('trustFacts', () => {
  it('says how a source was got, and what that means', () => {
    expect((['page', 'snippet', 'corpus', 'cache'] as const).map((how) => facts({how})['How it was got'])).to.deep.equal(['Full page', 'Search snippet only', 'Local document', 'Cached page']);
    expect(meaning({how: 'snippet'}, 'How it was got')).to.contain('not the page itself');
  });

  it('says how old it is: a date where it is one, the provider’s words, or that nobody says', () => {
    expect(['2026-11-20T10:00:00Z', '3 days ago', undefined].map((age) => facts(age === undefined ? {} : {age})['Age'])).to.deep.equal(['November 20, 2026', '3 days ago', 'Not stated']);
  });

  it('names its language, if it is one', () => {
    expect(['de', 'und', 'x y'].map((language) => facts({language})['Language'])).to.deep.equal(['German', 'Not known', 'Not known']);
  });

  it('says how much of it was used, and why nothing', () => {
    expect(facts({words: 1_240, usedWords: 120})['How much was used']).to.equal('120 of 1,240 words');
    expect(facts({usedWords: 1})['How much was used']).to.equal('1 word');
    expect(facts({})['How much was used']).to.equal('Some of it');
    expect(facts({used: false})['How much was used']).to.equal('Nothing');
    expect(meaning({used: false}, 'How much was used')).to.contain('nothing to add');
    expect(meaning({used: false, late: true}, 'How much was used')).to.contain('already begun');
  });

  it('names author and site only where they are known, as they are', () => {
    expect(facts({})).to.not.have.any.keys('Author', 'Site');
    expect(facts({author: hostile.text, siteName: 'Tides'})).to.include({Author: hostile.text, Site: 'Tides'});
  });

  it('has no score', () => {
    expect(JSON.stringify(trustFacts(source(1, {words: 10, usedWords: 5}), englishWords.sources))).to.not.match(/score|credib|%|trustworth/i);
  });
});
