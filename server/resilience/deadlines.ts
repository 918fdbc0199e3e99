/** server/resilience - how long a stream may be silent, and how long it may last. */
import {asyncScheduler, type MonoTypeOperatorFunction, Observable, type Subscription} from 'rxjs';

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
    new Observable((out) => {
      const startedAt = asyncScheduler.now();
      let lastAt: number | undefined;
      let sleep: Subscription | undefined;

      const next = (): {deadline: Deadline; leftMs: number} => {
        const now = asyncScheduler.now();
        const silence = lastAt === undefined ? {deadline: 'first' as const, leftMs: startedAt + firstMs - now} : {deadline: 'idle' as const, leftMs: lastAt + idleMs - now};
        const wholeMs = startedAt + totalMs - now;
        return wholeMs < silence.leftMs ? {deadline: 'total', leftMs: wholeMs} : silence;
      };
      const sleepOn = () => {
        sleep?.unsubscribe();
        sleep = asyncScheduler.schedule(wake, next().leftMs);
      };
      const wake = () => {
        const {deadline, leftMs} = next();
        if (leftMs <= 0) out.error(toError(deadline));
        else sleepOn();
      };
      sleepOn();
      out.add(() => sleep?.unsubscribe());
      out.add(
        source$.subscribe({
          next(item) {
            if (counts(item)) {
              const isFirst = lastAt === undefined;
              lastAt = asyncScheduler.now();
              if (isFirst) sleepOn(); // the one moment at which the next deadline may come nearer: `idleMs` may be shorter than what is left of `firstMs`
            }
            out.next(item);
          },
          error: (error: unknown) => out.error(error),
          complete: () => out.complete(),
        }),
      );
    });
}
