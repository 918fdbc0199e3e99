import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import {braveSearch, type BraveSearch, type BraveSearchOptions} from '../../../server/adapters/brave-search.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import type {FoundPage, SearchRequest} from '../../../server/search/search-provider.ts';
import {searchProviderContract} from '../../contract/search-provider.ts';
import {type BraveReply, braveStandIn, type BraveStandIn} from '../../support/brave-stand-in.ts';

const results = ['a', 'b', 'c'].map((name) => ({url: `https://${name}.example/`, title: `About ${name}`, description: `What ${name} says.`}));

searchProviderContract('braveSearch', async () => {
  const standIn = await braveStandIn();
  standIn.answer((query) => (query === 'nothing' ? {kind: 'no-web'} : {kind: 'results', results}));
  const {baseUrl, apiKey} = standIn;
  const provider = braveSearch({apiKey, baseUrl});
  return {
    provider,
    good: 'tides',
    best: 'https://a.example/',
    empty: 'nothing',
    breakDown: () => standIn.answer({kind: 'error', status: 500}),
    stall: () => standIn.answer({kind: 'stalled'}),
    begun: () => standIn.requests.length,
    open: () => standIn.openSockets,
    secrets: [apiKey, new URL(baseUrl).host],
    close: async () => {
      await provider.close();
      await standIn.close();
    },
  };
});

describe('braveSearch', () => {
  let standIn: BraveStandIn;
  let provider: BraveSearch;
  beforeEach(async () => {
    standIn = await braveStandIn();
    provider = open();
  });
  afterEach(async () => {
    await provider.close();
    await standIn.close();
  });

  const open = (options: Partial<BraveSearchOptions> = {}) => braveSearch({apiKey: standIn.apiKey, baseUrl: standIn.baseUrl, ...options});
  const search = (request: Partial<SearchRequest> = {}, by = provider): Promise<FoundPage[]> =>
    lastValueFrom(by.search({query: 'tides', count: 10, language: 'en', ...request}).pipe(toArray()));
  const failure = async (by = provider): Promise<UpstreamError> => {
    const error: unknown = await search({}, by).catch((thrown: unknown) => thrown);
    if (!(error instanceof UpstreamError)) throw new Error('It should have failed with an UpstreamError');
    return error;
  };

  it('asks in the words of the API', async () => {
    await search({query: 'spring tides', count: 5, language: 'de-AT', country: 'at', freshness: 'week'});
    const [{path, parameters, headers} = expect.fail('no request')] = standIn.requests;
    expect(path).to.equal('/res/v1/web/search');
    expect(Object.fromEntries(parameters)).to.deep.equal({
      q: 'spring tides',
      count: '5',
      country: 'AT',
      search_lang: 'de',
      freshness: 'pw',
      text_decorations: 'false',
      result_filter: 'web',
      extra_snippets: 'true',
    });
    expect(headers).to.include({'x-subscription-token': standIn.apiKey, accept: 'application/json'});
  });

  it('finds the API at its usual path when it is told only a host', async () => {
    const other = open({baseUrl: new URL(standIn.baseUrl).origin});
    await search({}, other);
    expect(standIn.requests[0]?.path).to.equal('/res/v1/web/search');
    await other.close();
  });

  it('keeps its connection for the next call', async () => {
    await search();
    await search();
    expect(standIn.requests).to.have.lengthOf(2);
    expect(standIn.allSockets).to.equal(1);
  });

  it('tells what Brave tells of a page, as plain text', async () => {
    const extra = ['What a says.', 'Tides &amp; <strong>currents</strong>', 'One &lt;more&gt;', 'and more', 'and so on'];
    standIn.answer({
      kind: 'results',
      results: [{url: 'https://a.example/', title: 'Tides &quot;explained&quot;', description: 'What a says.', age: '2 days ago', extra_snippets: extra, profile: {name: 'A &amp; Co'}}],
    });
    expect(await search()).to.deep.equal([
      {url: 'https://a.example/', title: 'Tides "explained"', snippet: 'What a says. … Tides & currents … One <more>', age: '2 days ago', siteName: 'A & Co'},
    ]);
  });

  it('lives with odd and missing parts', async () => {
    standIn.answer({
      kind: 'results',
      results: [null, {}, {url: 7}, {url: 'https://a.example/', title: null, extra_snippets: 'none', age: 3, profile: [], meta_url: {hostname: 'a.example'}}],
    });
    expect(await search()).to.deep.equal([{url: 'https://a.example/', title: '', snippet: '', siteName: 'a.example'}]);
  });

  const refusals: readonly (readonly [reply: Extract<BraveReply, {kind: 'error' | 'errors'}>, code: string, retryable: boolean, retryAfterMs?: number])[] = [
    [{kind: 'error', status: 429, code: 'RATE_LIMITED', headers: {'x-ratelimit-limit': '1, 15000', 'x-ratelimit-policy': '1;w=1, 15000;w=2592000', 'x-ratelimit-remaining': '0, 14523', 'x-ratelimit-reset': '1, 1419704'}}, 'rate-limited', true, 1_000],
    [{kind: 'error', status: 429, code: 'RATE_LIMITED', headers: {'retry-after': '2'}}, 'rate-limited', true, 2_000],
    [{kind: 'error', status: 429}, 'rate-limited', true],
    [{kind: 'error', status: 429, code: 'QUOTA_LIMITED'}, 'quota-exhausted', false],
    [{kind: 'error', status: 422, code: 'SUBSCRIPTION_TOKEN_INVALID'}, 'unauthorized', false],
    [{kind: 'error', status: 404, code: 'SUBSCRIPTION_NOT_FOUND'}, 'unauthorized', false],
    [{kind: 'error', status: 422, code: 'VALIDATION', meta: {errors: [{loc: ['header', 'x-subscription-token']}]}}, 'unauthorized', false],
    [{kind: 'error', status: 422, code: 'VALIDATION', meta: {errors: [{loc: ['query', 'country']}]}}, 'bad-request', false],
    [{kind: 'error', status: 500}, 'upstream-failed', true],
    [{kind: 'error', status: 404}, 'not-found', false],
    [{kind: 'error', status: 301}, 'bad-response', false],
    [{kind: 'errors', status: 429, code: 'RATE_LIMITED'}, 'rate-limited', true],
    [{kind: 'errors', status: 429, code: 'QUOTA_LIMITED'}, 'quota-exhausted', false],
    [{kind: 'errors', status: 422, code: 'SUBSCRIPTION_TOKEN_INVALID'}, 'unauthorized', false],
  ];
  for (const [reply, code, retryable, retryAfterMs] of refusals) {
    it(`takes ${reply.status} ${reply.code ?? 'without a code'} (${reply.kind}) for ${code}`, async () => {
      standIn.answer(reply);
      const error = await failure();
      expect({code: error.code, retryable: error.retryable, retryAfterMs: error.retryAfterMs}).to.deep.equal({code, retryable, retryAfterMs});
      expect(`${error.message} ${error.reason}`).to.not.include(standIn.apiKey);
    });
  }

  it('says which parameter was refused, for our log', async () => {
    standIn.answer({kind: 'error', status: 422, code: 'VALIDATION', meta: {errors: [{loc: ['query', 'country']}]}});
    expect((await failure()).message).to.equal('Cannot search for "tides": Brave answered 422 VALIDATION query.country, expected 200');
  });

  it('is refused with a key that Brave does not know', async () => {
    const other = open({apiKey: 'wrong-key'});
    const error = await failure(other);
    expect(error.code).to.equal('unauthorized');
    expect(`${error.message} ${error.reason}`).to.not.include('wrong-key');
    await other.close();
  });

  const faults: readonly (readonly [name: string, reply: BraveReply, code: string, retryable: boolean])[] = [
    ['a page of a proxy', {kind: 'raw', body: '<html>Welcome</html>'}, 'bad-response', false],
    ['a proxy without an upstream', {kind: 'raw', status: 502, body: '<html>Bad gateway</html>'}, 'upstream-failed', true],
    ['JSON of another kind', {kind: 'raw', body: '{"type":"images"}'}, 'bad-response', false],
    ['no JSON object', {kind: 'raw', body: '7'}, 'bad-response', false],
    ['what is not compressed as it says', {kind: 'raw', body: 'plain', headers: {'content-encoding': 'gzip'}}, 'bad-response', false],
    ['an endless answer', {kind: 'endless'}, 'too-large', false],
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

  for (const kind of ['stalled', 'stalled-body'] as const) {
    it(`gives up and hangs up when Brave is ${kind}`, async () => {
      const impatient = open({timeoutMs: 50});
      standIn.answer({kind});
      expect((await failure(impatient)).code).to.equal('timeout');
      while (standIn.openSockets > 0) await new Promise((done) => setTimeout(done, 2));
      await impatient.close();
    });
  }

  it('hangs up on an endless answer', async () => {
    standIn.answer({kind: 'endless'});
    await failure();
    while (standIn.openSockets > 0) await new Promise((done) => setTimeout(done, 2));
  });

  it('says so when nobody is there', async () => {
    await standIn.close();
    const error = await failure();
    expect({code: error.code, retryable: error.retryable}).to.deep.equal({code: 'connect-failed', retryable: true});
    standIn = await braveStandIn();
  });
});
