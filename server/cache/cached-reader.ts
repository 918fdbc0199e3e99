/** server/cache - a page reader that remembers what it read. */
import {concatMap, type Observable, of, tap} from 'rxjs';
import * as v from 'valibot';
import type {PageReader, PageText} from '../enrichment/page-reader.ts';
import type {RankedHit} from '../pipeline/handoff.ts';
import {canonicalUrl} from '../search/canonical-url.ts';
import type {Cache} from './cache.ts';
import {cacheKey} from './cache-key.ts';
import {joinEqual} from './join-equal.ts';
import {lookUp} from './look-up.ts';

const Kept = v.looseObject({title: v.string(), bytes: v.number(), blocks: v.array(v.looseObject({kind: v.string(), text: v.string()}))});

/**
 * Makes a reader whose pages are kept, and read once when several questions want them at the same time. A kept page says so: `how` is
 * `cache`. Errors are not kept.
 * @param cache - Where pages are kept; undefined keeps none, and readings are still joined.
 */
export function cachedReader<Reader extends PageReader>(reader: Reader, cache: Cache | undefined): Reader {
  const join = joinEqual<PageText>();
  const read = (hit: RankedHit, key: string, ref?: string): Observable<PageText> => reader.read(hit, ref).pipe(tap((page) => cache?.put(key, page)));
  return {
    ...reader,
    read: (hit: RankedHit, ref?: string) => {
      const key = cacheKey('page', canonicalUrl(hit.url));
      return join(key, () =>
        cache
          ? lookUp(cache, key).pipe(concatMap((kept) => (v.is(Kept, kept) ? of({...(kept as unknown as PageText), how: 'cache' as const}) : read(hit, key, ref))))
          : read(hit, key, ref),
      );
    },
  };
}
