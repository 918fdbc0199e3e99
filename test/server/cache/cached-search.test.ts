import {expect} from 'chai';
import {asapScheduler, concat, defer, from, ignoreElements, lastValueFrom, NEVER, observeOn, of, take, throwError, toArray} from 'rxjs';
import type {Cache} from '../../../server/cache/cache.ts';
import {cachedSearch} from '../../../server/cache/cached-search.ts';
import {RequestScheduler} from '../../../server/search/request-scheduler.ts';
import type {SearchItem, SearchNotice, SearchProvider, SearchRequest} from '../../../server/search/search-provider.ts';
import {searchProviderContract} from '../../contract/search-provider.ts';
import {failing, fakeSearchProvider, type Finds, page, searchError} from '../../support/fake-search-provider.ts';
import {marbles} from '../../support/marbles.ts';
import {memoryCache} from '../../support/memory-cache.ts';

for (const [name, cacheOf] of Object.entries({'a cache': memoryCache, 'no cache': (): Cache | undefined => undefined})) {
  searchProviderContract(`cachedSearch with ${name}`, () => {
    const found: Record<string, Finds> = {tides: [page('a'), page('b'), page('c')]};
    const provider = fakeSearchProvider(found);
    return {
      provider: cachedSearch(provider, cacheOf()),
      good: 'tides',
      best: 'https://a.example/',
      empty: 'nothing',
      breakDown: () => void (found['tides'] = failing()),
      stall: () => void (found['tides'] = NEVER),
      begun: () => provider.requests.length,
      open: () => provider.open,
    };
  });
}

/** A provider that finds the same for whatever it is asked, and counts. */
function noticing(items: readonly SearchItem[]): SearchProvider & {readonly calls: number} {
  let calls = 0;
  return {
    name: 'noticing',
    get calls() {
      return calls;
    },
    search: () =>
      defer(() => {
        calls++;
        return from(items).pipe(observeOn(asapScheduler));
      }),
  };
}

describe('cachedSearch', () => {
  const tides: SearchRequest = {query: 'tides', count: 10, language: 'en'};
  const setUp = (found: Record<string, Finds> = {tides: [page('a'), page('b')]}, cache: Cache = memoryCache()) => {
    const provider = fakeSearchProvider(found);
    const cached = cachedSearch(provider, cache);
    const search = (request: Partial<SearchRequest> = {}) => lastValueFrom(cached.search({...tides, ...request}).pipe(toArray()));
    return {provider, cached, search};
  };

  it('asks once for what is asked again', async () => {
    const {provider, search} = setUp();
    const first = await search();
    expect(await search()).to.deep.equal(first).and.to.have.length(2);
    expect(provider.requests).to.have.length(1);
  });

  it('remembers, too, that nothing was found', async () => {
    const {provider, search} = setUp();
    await search({query: 'nothing'});
    expect(await search({query: 'nothing'})).to.deep.equal([]);
    expect(provider.requests).to.have.length(1);
  });

  it('asks anew where a wish differs', async () => {
    const {provider, search} = setUp();
    const wishes: Partial<SearchRequest>[] = [{}, {count: 5}, {language: 'de'}, {country: 'de'}, {freshness: 'day'}, {domains: {allow: ['a.example']}}, {domains: {deny: ['a.example']}}];
    for (const wish of [...wishes, ...wishes]) await search(wish);
    expect(provider.requests).to.have.length(wishes.length);
  });

  it('takes requests for equal that differ in their turn and their session alone', async () => {
    const {provider, search} = setUp();
    for (const same of [{}, {variant: 1}, {ref: '0123456789ab'}]) await search(same);
    expect(provider.requests).to.have.length(1);
  });

  it('keeps providers apart that share a cache', async () => {
    const cache = memoryCache();
    const other = fakeSearchProvider({tides: [page('c')]}, 'other');
    await setUp({tides: [page('a')]}, cache).search();
    expect(await lastValueFrom(cachedSearch(other, cache).search(tides).pipe(toArray()))).to.deep.equal([page('c')]);
  });

  it('makes one call of ten that are equal and under way', async () => {
    const {provider, search} = setUp();
    const all = await Promise.all(Array.from({length: 10}, () => search()));
    expect(new Set(all.map((pages) => JSON.stringify(pages))).size).to.equal(1);
    expect(provider.requests).to.have.length(1);
  });

  it('keeps the answer of a call that was left with the last page it wanted', async () => {
    const {provider, cached, search} = setUp({tides: concat(of(page('a'), page('b')), NEVER)});
    await lastValueFrom(cached.search({...tides, count: 2}).pipe(take(2)));
    expect(await search({count: 2})).to.have.length(2);
    expect(provider.requests).to.have.length(1);
  });

  it('keeps nothing of a call that fails or was left early', async () => {
    const found: Record<string, Finds> = {tides: concat(of(page('a')), throwError(() => searchError()))};
    const {provider, cached, search} = setUp(found);
    const code = await search().then(() => 'none', (error: unknown) => (error instanceof Error ? error.name : ''));
    expect(code).to.equal('UpstreamError');
    found['tides'] = [page('a'), page('b')];
    await lastValueFrom(cached.search(tides).pipe(take(1)));
    expect(await search()).to.have.length(2);
    expect(provider.requests).to.have.length(3);
  });

  it('lets notices through to all who joined, and keeps of them only that the query was changed', async () => {
    const wait: SearchNotice = {notice: 'wait', waitMs: 900, reason: 'rate-limit'};
    const altered: SearchNotice = {notice: 'altered', altered: 'tides of the sea'};
    const provider = noticing([wait, {notice: 'turn'}, altered, page('a')]);
    const cached = cachedSearch(provider, memoryCache());
    const search = () => lastValueFrom(cached.search(tides).pipe(toArray()));
    const heard = [wait, {notice: 'turn'}, altered, page('a')];
    expect(await Promise.all([search(), search()])).to.deep.equal([heard, heard]);
    expect(await search()).to.deep.equal([altered, page('a')]);
    expect(provider.calls).to.equal(1);
  });

  it('lets a call that waits for its turn go as early as whoever joins it may', marbles(({cold, expectObservable, flush}) => {
    const scheduler = new RequestScheduler({tooLong: () => searchError(), usedUp: () => searchError()});
    const sent: string[] = [];
    const provider: SearchProvider = {
      name: 'busy',
      search: ({query, variant = 0}) =>
        scheduler.schedule(variant, () => {
          sent.push(`${query} ${variant}`);
          return cold('--(a|)', {a: page('a')});
        }),
    };
    const cached = cachedSearch(provider, undefined);
    const ask = (query: string, variant: number) => cached.search({...tides, query, variant});
    const asked = [['moon', 0, '--|'], ['tides', 2, '----|'], ['sun', 1, '------|'], ['tides', 0, '----|'], ['moon', 0, '--|']] as const;
    for (const [query, variant, end] of asked) expectObservable(ask(query, variant).pipe(ignoreElements())).toBe(end);
    flush();
    expect(sent).to.deep.equal(['moon 0', 'tides 0', 'sun 1']);
  }));

  it('takes what makes no sense in the cache for nothing', async () => {
    const {provider, search} = setUp(undefined, {...memoryCache(), get: () => Promise.resolve({no: 'list'})});
    expect(await search()).to.have.length(2);
    expect(provider.requests).to.have.length(1);
  });
});
