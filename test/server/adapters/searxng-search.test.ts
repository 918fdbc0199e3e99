import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import {searxngSearch, type SearxngSearch} from '../../../server/adapters/searxng-search.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import type {FoundPage, SearchRequest} from '../../../server/search/search-provider.ts';
import {searchProviderContract} from '../../contract/search-provider.ts';
import {pagesOnly} from '../../support/pages-only.ts';
import {type SearxngReply, searxngResult, searxngStandIn, type SearxngStandIn} from '../../support/searxng-stand-in.ts';

const results = ['a', 'b', 'c'].map((name) => searxngResult(name));

searchProviderContract('searxngSearch', async () => {
  const standIn = await searxngStandIn();
  standIn.answer((query) => ({kind: 'results', results: query.includes('nothing') ? [] : results}));
  const provider = searxngSearch({baseUrl: standIn.baseUrl});
  return {
    provider,
    good: 'tides',
    best: 'https://a.example/',
    empty: 'nothing',
    breakDown: () => standIn.answer({kind: 'status', status: 500}),
    stall: () => standIn.answer({kind: 'stalled'}),
    begun: () => standIn.requests.length,
    open: () => standIn.openSockets,
    secrets: [new URL(standIn.baseUrl).host],
    close: async () => {
      await provider.close();
      await standIn.close();
    },
  };
});

describe('searxngSearch', () => {
  let standIn: SearxngStandIn;
  let provider: SearxngSearch;
  beforeEach(async () => {
    standIn = await searxngStandIn();
    provider = searxngSearch({baseUrl: `${standIn.baseUrl}/`, timeoutMs: 100, safeSearch: 'strict'});
  });
  afterEach(async () => {
    await provider.close();
    await standIn.close();
  });

  const search = (request: Partial<SearchRequest> = {}): Promise<FoundPage[]> => lastValueFrom(provider.search({query: 'tides', count: 3, language: 'en', ...request}).pipe(pagesOnly(), toArray()));
  const asked = async (request: Partial<SearchRequest>) => {
    await search(request);
    return Object.fromEntries(standIn.requests.at(-1) ?? []);
  };

  it('asks in the words of the API', async () => {
    expect(await asked({query: ' spring tides ', language: 'de-AT', freshness: 'week', domains: {allow: ['tides.example'], deny: ['spam.example', 'corpus']}})).to.deep.equal({
      q: 'spring tides site:tides.example -site:spam.example',
      format: 'json',
      language: 'de-AT',
      safesearch: '2',
      time_range: 'week',
    });
    expect(await asked({language: 'und'})).to.include({language: 'auto'});
    expect(await asked({language: 'zh-Hant-TW'})).to.include({language: 'zh-TW'});
    expect(await asked({language: 'en', country: 'gb'})).to.include({language: 'en-GB'});
    expect(await asked({domains: {allow: ['a.example', 'b.example']}}), 'several: the stage looks').to.include({q: 'tides'});
  });

  it('makes of a range how long ago it began', async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const range = async (days: number) => (await asked({freshness: `${daysAgo(days)}to${daysAgo(0)}`}))['time_range'];
    expect([await range(0), await range(5), await range(20), await range(200), await range(800)]).to.deep.equal(['day', 'week', 'month', 'year', undefined]);
  });

  it('lets no query choose engines or languages', async () => {
    expect(await asked({query: '!wp :de tides !!g ??x a:b C!'})).to.include({q: 'wp de tides g x a:b C!'});
  });

  it('tells what it knows of a page, as plain text', async () => {
    standIn.answer({kind: 'results', results: [searxngResult('a', {title: 'Tides &amp; <b>more</b>', publishedDate: '2026-03-01T00:00:00'}), searxngResult('b', {publishedDate: '2026-03-01T10:30:00', content: null})]});
    expect(await search({count: 2})).to.deep.equal([
      {url: 'https://a.example/', title: 'Tides & more', snippet: 'What a says.', age: '2026-03-01', siteName: 'a.example'},
      {url: 'https://b.example/', title: 'About b', snippet: '', age: '2026-03-01T10:30:00', siteName: 'b.example'},
    ]);
  });

  it('tells of an infobox as the second page, and lives with odd parts', async () => {
    const infoboxes = [{infobox: 'Tide', id: 'https://wiki.example/Tide', content: 'Rise of the sea.', urls: [], engine: 'wikipedia'}, {infobox: 'No link', content: 'x', urls: [{title: 'x'}]}, 7];
    standIn.answer({kind: 'results', results: [...results.slice(0, 2), searxngResult('a'), {title: 'no address'}, null, {url: 'magnet:?x'}], body: {infoboxes, unresponsive_engines: 'none'}});
    expect((await search()).map(({title}) => title)).to.deep.equal(['About a', 'Tide', 'About b']);
  });

  it('asks for the next page of results until there are enough, or no more', async () => {
    standIn.answer((_, page) => ({kind: 'results', results: Array.from({length: page > 2 ? 4 : 10}, (_result, at) => searxngResult(`a${at}-${page}`))}));
    expect(await search({count: 12})).to.have.lengthOf(12);
    expect(standIn.requests.map((parameters) => parameters.get('pageno'))).to.deep.equal([null, '2']);
    expect(await search({count: 50})).to.have.lengthOf(24);
    expect(standIn.requests).to.have.lengthOf(5);
  });

  it('takes an answer without results for a failure when its engines did not answer', async () => {
    standIn.answer({kind: 'results', results: [], body: {unresponsive_engines: [['brave', 'Suspended: too many requests'], ['bing', 'timeout']]}});
    const error = await failure();
    expect({code: error.code, message: error.message}).to.deep.equal({code: 'upstream-failed', message: 'Cannot search for "tides": no engine answered: brave (Suspended: too many requests), bing (timeout)'});
    standIn.answer({kind: 'results', results: results.slice(0, 1), body: {unresponsive_engines: [['bing', 'timeout']]}});
    expect(await search({count: 1})).to.have.lengthOf(1);
  });

  const failure = async (): Promise<UpstreamError> => {
    const error: unknown = await search().catch((thrown: unknown) => thrown);
    if (!(error instanceof UpstreamError)) throw new Error('It should have failed with an UpstreamError');
    return error;
  };

  const faults: readonly (readonly [name: string, reply: SearxngReply, code: string, retryable: boolean])[] = [
    ['JSON that is off (403)', {kind: 'status', status: 403}, 'unauthorized', false],
    ['its limiter (429)', {kind: 'status', status: 429}, 'rate-limited', true],
    ['a fault (500)', {kind: 'status', status: 500}, 'upstream-failed', true],
    ['a query that it refuses (400)', {kind: 'status', status: 400}, 'bad-request', false],
    ['a page of a proxy', {kind: 'raw', body: '<html>Welcome</html>'}, 'bad-response', false],
    ['JSON of another kind', {kind: 'raw', body: '{"results": 7}'}, 'bad-response', false],
    ['silence', {kind: 'stalled'}, 'timeout', false],
    ['an answer that breaks off', {kind: 'truncated'}, 'truncated', true],
    ['a connection that is cut', {kind: 'reset'}, 'connect-failed', true],
  ];
  for (const [name, reply, code, retryable] of faults) {
    it(`takes ${name} for ${code}`, async () => {
      standIn.answer(reply);
      const error = await failure();
      expect({code: error.code, retryable: error.retryable}).to.deep.equal({code, retryable});
    });
  }

  it('says which setting is missing when JSON is off', async () => {
    standIn.answer({kind: 'status', status: 403});
    expect((await failure()).reason).to.equal('SearXNG gives this server no JSON: its settings must list the format.');
  });
});
