import {expect} from 'chai';
import fc from 'fast-check';
import {braveParameters, clipQuery} from '../../../server/adapters/brave-search-request.ts';
import type {SearchRequest} from '../../../server/search/search-provider.ts';

describe('braveParameters', () => {
  const parameter = (name: string, request: Partial<SearchRequest>) => braveParameters({query: 'tides', count: 10, language: 'en', ...request}, true).get(name);

  const languages: Readonly<Record<string, string | null>> = {
    ...{en: 'en', 'en-GB': 'en-gb', 'en-US': 'en', de: 'de', 'de-AT': 'de', ja: 'jp', pt: 'pt-pt', 'pt-BR': 'pt-br', no: 'nb'},
    ...{zh: 'zh-hans', 'zh-TW': 'zh-hant', 'zh-Hant-HK': 'zh-hant', und: null, eo: null, '': null},
  };
  for (const [tag, code] of Object.entries(languages)) it(`knows "${tag}" as ${code ?? 'no language'}`, () => expect(parameter('search_lang', {language: tag})).to.equal(code));

  it('asks for a country that Brave knows', () => {
    expect(parameter('country', {country: 'gb'})).to.equal('GB');
    expect(parameter('country', {country: 'va'})).to.equal(null);
    expect(parameter('country', {})).to.equal(null);
  });

  it('translates freshness, and hands on a range', () => {
    const range = '2026-01-01to2026-02-01';
    expect(['day', 'week', 'month', 'year', range].map((freshness) => parameter('freshness', {freshness}))).to.deep.equal(['pd', 'pw', 'pm', 'py', range]);
    expect(parameter('freshness', {})).to.equal(null);
  });

  it('asks for no more than 20', () => {
    expect(parameter('count', {count: 50})).to.equal('20');
  });
});

describe('clipQuery', () => {
  it('keeps 50 words', () => {
    expect(clipQuery(` ${'tide '.repeat(60)}`)).to.equal('tide '.repeat(50).trim());
  });

  it('cuts at a word', () => {
    expect(clipQuery(`${'x'.repeat(300)} ${'y'.repeat(99)} z`)).to.equal(`${'x'.repeat(300)} ${'y'.repeat(99)}`);
    expect(clipQuery(`${'x'.repeat(300)} ${'y'.repeat(100)}`)).to.equal('x'.repeat(300));
    expect(clipQuery('x'.repeat(500))).to.equal('x'.repeat(400));
  });

  it('keeps within what Brave takes, whatever the query', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'grapheme', maxLength: 200}), {maxLength: 60}), (words) => {
        const clipped = clipQuery(words.join(' '));
        expect(clipped.length).to.be.at.most(400);
        expect(clipped.split(/\s+/).length).to.be.at.most(50);
        expect(clipped.isWellFormed()).to.be.true;
      }),
    );
  });
});
