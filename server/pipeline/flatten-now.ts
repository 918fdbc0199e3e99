/** server/pipeline - an operator for what each item comes to at once, such as the pieces of a chunk. */
import {Observable, type OperatorFunction} from 'rxjs';

/**
 * As `concatMap` over lists, without a subscription for each item: text comes in thousands of pieces a second.
 *
 * ```text
 * in:   -a---b-|      a comes to [1, 2], b to nothing
 * out:  -(12)--|
 * ```
 *
 * @param project - What an item comes to, in order. What it throws is the stream's error, after what it gave before.
 */
export const flattenNow =
  <T, R>(project: (item: T) => Iterable<R>): OperatorFunction<T, R> =>
  (source$) =>
    new Observable<R>((out) =>
      source$.subscribe({
        next(item) {
          try {
            for (const result of project(item)) {
              if (out.closed) return;
              out.next(result);
            }
          } catch (error) {
            out.error(error);
          }
        },
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      }),
    );
