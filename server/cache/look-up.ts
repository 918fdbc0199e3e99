/** server/cache - what a cache has, as a stream: whoever leaves it waits for nothing. */
import {Observable} from 'rxjs';
import type {Cache} from './cache.ts';

/** Emits what is kept under the key, undefined when nothing is, and completes. */
export const lookUp = (cache: Cache, key: string): Observable<unknown> =>
  new Observable((subscriber) => {
    const left = new AbortController();
    void cache.get(key, left.signal).then((kept) => {
      subscriber.next(kept);
      subscriber.complete();
    });
    return () => left.abort();
  });
