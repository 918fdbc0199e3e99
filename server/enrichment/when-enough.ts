/** server/enrichment - decides when there is evidence enough to answer from, while pages are still being read. */
import {defer, endWith, filter, ignoreElements, map, merge, type Observable, take, tap, timer} from 'rxjs';

/** The rule of {@link whenEnough}. */
export interface EnoughRule {
  /** Pages that come within this time are always waited for, in milliseconds. */
  readonly settleMs: number;
  /** From now on whatever is there is enough, in milliseconds. */
  readonly softDeadlineMs: number;
  /** Whether what was read fills the models' budget from several sources. */
  readonly isPlenty: () => boolean;
  /** Whether there is anything to answer from. */
  readonly isSomething: () => boolean;
}

/**
 * Emits once and completes.
 *
 * ```text
 * pages:   --a----b--c------d|
 * settle:  -----x                    before it, nothing is enough
 * soft:    ----------x               after it, anything is
 * out:     -----------(c|)           plenty with c, or at the soft deadline if there is something, or when all is read
 * ```
 *
 * @param outcome$ - Emits for each page that was read or has failed, after it was taken into account; completes when all are.
 */
export const whenEnough = (outcome$: Observable<unknown>, {settleMs, softDeadlineMs, isPlenty, isSomething}: EnoughRule): Observable<true> =>
  defer(() => {
    let isSettled = false;
    let isDue = false;
    // What has come is told by the timers themselves: one may fire a millisecond early by the clock, and is not asked again.
    const settled$ = timer(settleMs).pipe(tap(() => (isSettled = true)));
    const due$ = timer(softDeadlineMs).pipe(tap(() => (isDue = true)));
    const isEnough = () => (isSettled && isPlenty()) || (isDue && isSomething());
    return merge(merge(settled$, due$, outcome$).pipe(filter(isEnough)), outcome$.pipe(ignoreElements(), endWith(true))).pipe(
      take(1),
      map(() => true as const),
    );
  });
