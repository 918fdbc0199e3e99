/** server/cache - equal work that is under way is joined, not repeated. */
import {defer, finalize, type Observable, ReplaySubject, share} from 'rxjs';

/** Begins work, or joins what is under way under the same key. */
export type Join<T> = (key: string, begin: () => Observable<T>) => Observable<T>;

/**
 * Makes a place where equal work meets.
 *
 * ```text
 * first:   ^----a-b|      begins the work
 * second:     ^-a-b|      joins it; one that comes after a hears it, too
 * third:     ^--!         leaves; the others go on. The last one to leave ends the work at once
 * work:    ^----a-b|      once
 * ```
 *
 * Work that has ended, in any way, is forgotten: the next one begins anew.
 */
export function joinEqual<T>(): Join<T> {
  const underWay = new Map<string, Observable<T>>();
  return (key, begin) =>
    defer(() => {
      const known = underWay.get(key);
      if (known) return known;
      const shared$ = defer(begin).pipe(
        finalize(() => underWay.delete(key)),
        share({connector: () => new ReplaySubject<T>()}),
      );
      underWay.set(key, shared$);
      return shared$;
    });
}
