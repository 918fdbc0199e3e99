/** server/enrichment - decides when there is evidence enough to answer from, while pages are still being read. */
import {asyncScheduler, endWith, filter, ignoreElements, map, merge, type Observable, take, timer} from 'rxjs';

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
export function whenEnough(outcome$: Observable<unknown>, {settleMs, softDeadlineMs, isPlenty, isSomething}: EnoughRule): Observable<true> {
  const startedAt = asyncScheduler.now();
  const isEnough = () => {
    const ms = asyncScheduler.now() - startedAt;
    return (ms >= settleMs && isPlenty()) || (ms >= softDeadlineMs && isSomething());
  };
  return merge(merge(timer(settleMs), timer(softDeadlineMs), outcome$).pipe(filter(isEnough)), outcome$.pipe(ignoreElements(), endWith(true))).pipe(
    take(1),
    map(() => true as const),
  );
}
