/** server/resilience - how long a stream may be silent, and how long it may last. */
import {asyncScheduler, defer, ignoreElements, type MonoTypeOperatorFunction, repeat, Subject, takeUntil, tap, timer} from 'rxjs';

/** Which deadline passed: the wait for the first item, between two items, or for the whole. */
export type Deadline = 'first' | 'idle' | 'total';

/** Options for {@link withDeadlines}. */
export interface DeadlineOptions<T> {
  /** Longest wait for the first item that counts, in milliseconds. */
  readonly firstMs: number;
  /** Longest wait after an item that counts, for the next one or the end, in milliseconds. */
  readonly idleMs: number;
  /** Longest time from subscription to the end, in milliseconds; unlimited when left out. */
  readonly totalMs?: number;
  /** Which items count; the others (heartbeats) pass and reset nothing. @defaultValue all */
  readonly counts?: (item: T) => boolean;
  /** The error to end with. */
  readonly toError: (deadline: Deadline) => unknown;
}

/**
 * Errors when the source keeps us waiting, and leaves the source.
 *
 * ```text
 * source:  ----a--h---          h  a heartbeat: `counts` says no
 * out:     ----a--h-#           firstMs 5, idleMs 5: h did not reset the clock that a started
 * left:    ^--------!
 * ```
 *
 * One sleeping timer, not a new one per item: when it wakes it looks when the last item came, and sleeps on if that was recent.
 */
export function withDeadlines<T>(options: DeadlineOptions<T>): MonoTypeOperatorFunction<T> {
  const {firstMs, idleMs, totalMs = Infinity, counts = () => true, toError} = options;
  return (source$) =>
    defer(() => {
      const startedAt = asyncScheduler.now();
      let lastAt: number | undefined;
      // The one moment at which the next deadline may come nearer: `idleMs` may be shorter than what is left of `firstMs`.
      const first$ = new Subject<void>();

      const next = (): {deadline: Deadline; leftMs: number} => {
        const now = asyncScheduler.now();
        const silence = lastAt === undefined ? {deadline: 'first' as const, leftMs: startedAt + firstMs - now} : {deadline: 'idle' as const, leftMs: lastAt + idleMs - now};
        const wholeMs = startedAt + totalMs - now;
        return wholeMs < silence.leftMs ? {deadline: 'total', leftMs: wholeMs} : silence;
      };
      const expired$ = defer(() => timer(next().leftMs).pipe(takeUntil(first$))).pipe(
        tap(() => {
          const {deadline, leftMs} = next();
          if (leftMs <= 0) throw toError(deadline);
        }),
        ignoreElements(),
        repeat(),
      );

      return source$.pipe(
        tap((item) => {
          if (!counts(item)) return;
          const isFirst = lastAt === undefined;
          lastAt = asyncScheduler.now();
          if (isFirst) first$.next();
        }),
        takeUntil(expired$),
      );
    });
}
