/** server/pipeline - an item before a stream. */
import {Observable} from 'rxjs';

/**
 * As `concat(of(first), rest$)`, without an operator in the way of all that follows.
 *
 * ```text
 * rest:  --a-b|
 * out:   f-a-b|
 * ```
 */
export const sayFirst = <T>(first: T, rest$: Observable<T>): Observable<T> =>
  new Observable((out) => {
    out.next(first);
    if (!out.closed) rest$.subscribe(out);
  });
