/** server/resilience - tries again what failed before it showed anything. */
import {mergeMap, Observable, type OperatorFunction, timer} from 'rxjs';

/** One retry that is about to happen. */
export interface Retry {
  /** The attempt that comes, from 2. */
  readonly attempt: number;
  /** How long it waits first, in whole milliseconds. */
  readonly inMs: number;
  /** Why the last attempt failed. */
  readonly error: unknown;
}

/** Options for {@link retryWithBackoff}. */
export interface RetryOptions<R> {
  /** Subscriptions at most, the first one included. @defaultValue 3 */
  readonly attempts?: number;
  /** Longest wait before the second attempt; it doubles with each further one. Milliseconds. @defaultValue 500 */
  readonly baseMs?: number;
  /** Longest wait ever, also where `afterMs` asks for more. Milliseconds. @defaultValue 8_000 */
  readonly maxMs?: number;
  /** Where in the wait's range it falls, from 0 to below 1. @defaultValue Math.random */
  readonly random?: () => number;
  /** Whether the same may work later. */
  readonly retryable: (error: unknown) => boolean;
  /** How long the upstream asked us to wait, in milliseconds; undefined when it did not say. */
  readonly afterMs?: (error: unknown) => number | undefined;
  /** Which items show something; after one of them nothing is tried again. @defaultValue all */
  readonly counts?: (item: unknown) => boolean;
  /** Makes the item that tells of a retry; without it retries are silent. */
  readonly announce?: (retry: Retry) => R;
}

/**
 * Subscribes again after an error, as long as nothing was emitted since the last subscription: what was shown is never shown twice.
 *
 * ```text
 * 1st:  --#                fails before its first item
 * 2nd:       ---a-b-#      fails after one: passed on
 * out:  --r-----a-b-#      r  the announced retry; then a wait of random() * min(maxMs, baseMs * 2^(attempt - 2)),
 *         '--'             at least what the upstream asked for ("full jitter")
 * ```
 *
 * An error that is not retryable, or the last attempt's, passes on as it is. Unsubscribing ends a wait at once.
 */
export function retryWithBackoff<T, R = never>(options: RetryOptions<R>): OperatorFunction<T, T | R> {
  const {attempts = 3, baseMs = 500, maxMs = 8_000, random = Math.random, retryable, afterMs, counts = () => true, announce} = options;

  const waitMs = (attempt: number, error: unknown): number => {
    const jittered = random() * baseMs * 2 ** (attempt - 2);
    return Math.round(Math.min(maxMs, Math.max(jittered, afterMs?.(error) ?? 0)));
  };

  const attemptOf = (source$: Observable<T>, attempt: number): Observable<T | R> =>
    new Observable((out) => {
      let shown = false;
      const tryAgain = (error: unknown) => {
        const next = attempt + 1;
        const inMs = waitMs(next, error);
        if (announce) out.next(announce({attempt: next, inMs, error}));
        timer(inMs).pipe(mergeMap(() => attemptOf(source$, next))).subscribe(out);
      };
      out.add(
        source$.subscribe({
          next(item) {
            shown ||= counts(item);
            out.next(item);
          },
          error(error: unknown) {
            try {
              if (shown || attempt >= attempts || !retryable(error)) out.error(error);
              else tryAgain(error);
            } catch (fault) {
              out.error(fault);
            }
          },
          complete: () => out.complete(),
        }),
      );
    });

  return (source$) => attemptOf(source$, 1);
}
