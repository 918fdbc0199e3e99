/** server/cache - a search provider that remembers what it found. */
import {concatMap, defer, finalize, from, type Observable, tap} from 'rxjs';
import * as v from 'valibot';
import type {SearchItem, SearchProvider, SearchRequest} from '../search/search-provider.ts';
import type {Cache} from './cache.ts';
import {cacheKey} from './cache-key.ts';
import {joinEqual} from './join-equal.ts';
import {lookUp} from './look-up.ts';
import {QueuePlace} from './queue-place.ts';

const Kept = v.array(v.union([v.looseObject({url: v.string(), title: v.string(), snippet: v.string()}), v.looseObject({notice: v.string()})]));

/**
 * Makes a provider whose answers are kept, and whose equal calls are one call while they are under way: it waits in the best place that
 * one of them has. Errors are not kept, nor is
 * what a call that was left had found so far.
 * @param cache - Where answers are kept; undefined keeps none, and calls are still joined.
 */
export function cachedSearch<Provider extends SearchProvider>(provider: Provider, cache: Cache | undefined): Provider {
  const join = joinEqual<SearchItem>();
  const places = new Map<string, QueuePlace>();
  const ask = (request: SearchRequest, key: string, place: QueuePlace): Observable<SearchItem> =>
    defer(() => {
      const items: SearchItem[] = [];
      let pages = 0;
      const keep = () => cache?.put(key, items.filter(isLasting));
      return place.call((variant) => provider.search({...request, variant})).pipe(
        tap({
          next: (item) => {
            items.push(item);
            pages += isPage(item) ? 1 : 0;
            // Whoever asked for so many leaves with the last of them, and the end is not heard.
            if (pages === request.count && isPage(item)) keep();
          },
          complete: () => {
            if (pages < request.count) keep();
          },
        }),
      );
    });
  return {
    ...provider,
    search: (request: SearchRequest) =>
      defer(() => {
        const key = keyOf(provider.name, request);
        const {variant = 0} = request;
        places.get(key)?.join(variant);
        return join(key, () => {
          const place = new QueuePlace(variant);
          places.set(key, place);
          const item$ = cache
            ? lookUp(cache, key).pipe(concatMap((kept) => (v.is(Kept, kept) ? from(kept as SearchItem[]) : ask(request, key, place))))
            : ask(request, key, place);
          return item$.pipe(finalize(() => places.delete(key)));
        });
      }),
  };
}

/** All that changes what is found; not, when it is its turn. */
const keyOf = (provider: string, {query, count, language, country, freshness, domains}: SearchRequest): string =>
  cacheKey('search', provider, query, count, language, country, freshness, domains?.allow, domains?.deny);

const isPage = (item: object): boolean => 'url' in item;

/** Pages, and what is true of them later, too; that a call had to wait is not. */
const isLasting = (item: object): boolean => isPage(item) || ('notice' in item && item.notice === 'altered');
