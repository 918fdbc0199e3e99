import {expect} from 'chai';
import fc from 'fast-check';
import {clipQuery, contextParameters, webParameters} from '../../../server/adapters/brave-search-request.ts';
import type {SearchRequest} from '../../../server/search/search-provider.ts';

describe('webParameters', () => {
  const parameters = (request: Partial<SearchRequest>, offset = 0) => webParameters({query: 'tides', count: 10, language: 'en', ...request}, offset, {safeSearch: 'strict', extraSnippets: true});
  const parameter = (name: string, request: Partial<SearchRequest>) => parameters(request).get(name);

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

  it('asks for no more than 20, and names the page of results from the second on', () => {
    expect(parameter('count', {count: 50})).to.equal('20');
    expect(parameter('offset', {})).to.equal(null);
    expect(parameters({}, 2).get('offset')).to.equal('2');
  });

  it('is as safe as is set', () => {
    expect(parameter('safesearch', {})).to.equal('strict');
  });

  it('says in a goggle which hosts the reader wants, and which not', () => {
    const goggles = (allow: readonly string[], deny: readonly string[] = []) => parameter('goggles', {domains: {allow, deny}})?.split('\n');
    expect(goggles(['example.com', 'docs.example.org'])).to.deep.equal(['$boost=1,site=example.com', '$boost=1,site=docs.example.org', '$discard']);
    expect(goggles([], ['spam.example'])).to.deep.equal(['$discard,site=spam.example']);
    expect(goggles(['a.example'], ['b.a.example'])).to.deep.equal(['$discard,site=b.a.example', '$boost=1,site=a.example', '$discard']);
    expect(goggles(['*.Example.com', 'müller.example', 'x.example.'])).to.deep.equal(['$boost=1,site=example.com', '$boost=1,site=xn--mller-kva.example', '$boost=1,site=x.example', '$discard']);
    expect(goggles(['corpus', 'a,discard', '']), 'no host: left to the stage').to.equal(undefined);
    expect(parameter('goggles', {})).to.equal(null);
  });
});

describe('contextParameters', () => {
  it('asks for as many pages as are wanted, with the same limits', () => {
    const request: SearchRequest = {query: 'tides', count: 7, language: 'de', country: 'de', freshness: 'week', domains: {deny: ['spam.example']}};
    expect(Object.fromEntries(contextParameters(request))).to.deep.equal({
      q: 'tides',
      country: 'DE',
      search_lang: 'de',
      freshness: 'pw',
      goggles: '$discard,site=spam.example',
      count: '7',
      maximum_number_of_urls: '7',
      enable_source_metadata: 'true',
    });
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
