import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import {braveSearch, type BraveSearch, type BraveSearchOptions} from '../../../server/adapters/brave-search.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import type {FoundPage, SearchItem, SearchRequest} from '../../../server/search/search-provider.ts';
import {searchProviderContract} from '../../contract/search-provider.ts';
import {type BraveReply, braveStandIn, type BraveStandIn} from '../../support/brave-stand-in.ts';
import {pagesOnly} from '../../support/pages-only.ts';

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
    lastValueFrom(by.search({query: 'tides', count: 10, language: 'en', ...request}).pipe(pagesOnly(), toArray()));
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
      safesearch: 'moderate',
      text_decorations: 'false',
      result_filter: 'web,news,infobox,query',
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

  const everything = (request: Partial<SearchRequest> = {}, by = provider): Promise<SearchItem[]> => lastValueFrom(by.search({query: 'tides', count: 10, language: 'en', ...request}).pipe(toArray()));

  it('says what Brave searched for instead of the query, before anything else', async () => {
    standIn.answer({kind: 'results', results, body: {query: {original: 'tidse', altered: 'tides <strong>now</strong>', more_results_available: false}}});
    expect((await everything()).slice(0, 2)).to.deep.equal([{notice: 'altered', altered: 'tides now'}, {url: 'https://a.example/', title: 'About a', snippet: 'What a says.'}]);
  });

  it('tells of news where Brave would show them, else after the best of the web', async () => {
    const news = {type: 'news', results: ['n', 'm', 'a'].map((name) => ({url: `https://${name}.example/`, title: `News of ${name}`, description: `What is new at ${name}.`, age: '3 hours ago', meta_url: {hostname: `${name}.example`}}))};
    const order = async () => (await search()).map(({url}) => new URL(url).hostname.replace('.example', '')).join(' ');
    standIn.answer({kind: 'results', results: [...results, ...results.map(({url}) => ({url: `${url}2`, title: 'x', description: 'x'}))], body: {news}});
    expect(await order()).to.equal('a b c n m a b c');
    const main = [{type: 'web', index: 1, all: false}, {type: 'news', all: true}, {type: 'videos', all: true}, {type: 'web', index: 0, all: false}, 'odd', {type: 'constructor', index: 0}];
    standIn.answer({kind: 'results', results, body: {news, mixed: {type: 'mixed', main}}});
    expect(await order()).to.equal('b n m a c');
    standIn.answer({kind: 'no-web', body: {news}});
    expect(await order()).to.equal('n m a');
  });

  it('adds what the infobox knows: to its page, or as the second one', async () => {
    const infobox = (url: string, more: object = {}) => ({type: 'graph', results: [{type: 'infobox', url, title: 'Tide', description: 'Rise of the sea', long_desc: 'Tides are the rise and fall of sea levels.', attributes: [['Cause', '<b>Moon</b>'], ['odd']], ...more}]});
    standIn.answer({kind: 'results', results, body: {infobox: infobox('http://www.b.example')}});
    expect((await search())[1]).to.deep.equal({url: 'https://b.example/', title: 'About b', snippet: 'What b says. … Tides are the rise and fall of sea levels. … Cause: Moon.'});
    standIn.answer({kind: 'results', results, body: {infobox: infobox('https://wiki.example/Tide', {long_desc: 7})}});
    expect((await search())[1]).to.deep.equal({url: 'https://wiki.example/Tide', title: 'Tide', snippet: 'Rise of the sea … Cause: Moon.'});
    standIn.answer({kind: 'results', results, body: {infobox: {results: [{url: 'https://empty.example/'}]}}});
    expect(await search()).to.have.lengthOf(3);
  });

  it('asks for further pages of results until there are enough', async () => {
    const many = (from: number) => Array.from({length: 20}, (_, at) => ({url: `https://${from + at}.example/`, title: 'x', description: 'x'}));
    let page = 0;
    standIn.answer(() => ({kind: 'results', results: many(20 * page++)}));
    expect(await search({count: 45})).to.have.lengthOf(45);
    expect(standIn.requests.map(({parameters}) => [parameters.get('count'), parameters.get('offset')])).to.deep.equal([['20', null], ['20', '1'], ['20', '2']]);
    standIn.answer({kind: 'results', results: many(0), body: {query: {more_results_available: false}}});
    expect(await search({count: 45})).to.have.lengthOf(20);
  });

  it('waits for its turn, tells it, and sees no 429', async () => {
    standIn.answer({kind: 'results', results});
    standIn.enforce({limit: 1, windowMs: 40});
    const limited = open({secondMs: 40});
    const [one, other] = await Promise.all([everything({}, limited), everything({}, limited)]);
    expect(one).to.have.lengthOf(3);
    expect(other.map((item) => ('notice' in item ? item.notice : 'page'))).to.deep.equal(['wait', 'turn', 'page', 'page', 'page']);
    expect(standIn.refused).to.equal(0);
    await limited.close();
  });

  it('keeps to one request at a time after a fault that tells no limits', async () => {
    const limited = open({secondMs: 40});
    standIn.answer({kind: 'raw', status: 502, body: 'Bad gateway'});
    expect((await failure(limited)).code).to.equal('upstream-failed');
    await sleep(60); // that one counts, too
    standIn.answer({kind: 'results', results});
    standIn.enforce({limit: 1, windowMs: 40});
    await Promise.all([everything({}, limited), everything({}, limited)]);
    expect(standIn.refused).to.equal(0);
    await limited.close();
  });

  it('fails at once while the plan is used up, and asks no more', async () => {
    standIn.answer({kind: 'error', status: 429, code: 'QUOTA_LIMITED'});
    expect((await failure()).code).to.equal('quota-exhausted');
    expect((await failure()).code).to.equal('quota-exhausted');
    expect(standIn.requests).to.have.lengthOf(1);
    expect(provider.state?.()).to.deep.equal({status: 'quota-exhausted', waiting: 0});
  });

  it('gives up waiting for a turn, and says that this was no lack of results', async () => {
    standIn.enforce({limit: 1, windowMs: 10_000});
    const impatient = open({maxWaitMs: 20});
    await everything({}, impatient);
    const error = await failure(impatient);
    expect({code: error.code, reason: error.reason, retryable: error.retryable}).to.deep.equal({code: 'rate-limited', reason: 'Brave Search had no free turn within 0 s.', retryable: false});
    await impatient.close();
  });

  describe('for context', () => {
    const context = () => open({mode: 'context'});

    it('brings passages of the pages, with what is known of them', async () => {
      const table = JSON.stringify({title: 'Tides', rows: [['high', 4.2], ['low', 0.3]], note: null});
      standIn.answer({
        kind: 'context',
        generic: [
          {url: 'https://a.example/', title: 'About a', snippets: ['Tides rise.', ' Tides fall. ', table, '{not JSON', '']},
          {url: 'https://b.example/', snippets: 'none'},
          {title: 'no address'},
          7,
        ],
        sources: {'https://a.example/': {title: 'A', hostname: 'a.example', age: ['Monday, January 15, 2024', '2024-01-15', '380 days ago']}, 'https://b.example/': {title: 'B', hostname: 'b.example', age: null}},
      });
      const by = context();
      const passages = ['Tides rise.', 'Tides fall.', 'title: Tides\nhigh | 4.2\nlow | 0.3', '{not JSON'];
      expect(await search({}, by)).to.deep.equal([
        {url: 'https://a.example/', title: 'About a', snippet: passages.join(' … '), passages, age: '2024-01-15', siteName: 'a.example'},
        {url: 'https://b.example/', title: 'B', snippet: '', siteName: 'b.example'},
      ]);
      expect(standIn.requests[0]?.path).to.equal('/res/v1/llm/context');
      await by.close();
    });

    it('bounds the text of a page, and looks into JSON only so deep', async () => {
      const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
      standIn.answer({kind: 'context', generic: [{url: 'https://a.example/', title: 'A', snippets: [deep, 'x'.repeat(20_000), 'y']}]});
      const by = context();
      const [page] = await search({}, by);
      expect(page?.passages?.join('').length).to.equal(12_000);
      await by.close();
    });

    it('takes what is no such answer for odd', async () => {
      standIn.answer({kind: 'results', results});
      const by = context();
      expect((await failure(by)).code).to.equal('bad-response');
      await by.close();
    });
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
