/** server/search - a query need not wait for its turn for ever when others have found enough. */
import {combineLatest, connect, filter, map, type MonoTypeOperatorFunction, type Observable, startWith, takeUntil, tap} from 'rxjs';
import type {SearchStep} from './ask-in-turn.ts';

/**
 * Leaves a query that waits for its turn when `enough$` has emitted.
 *
 * ```text
 * in:      -w---------t--f      w  search-wait, t  its turn
 * enough:  ------e
 * out:     -w----|
 * ```
 *
 * @param onSkip - Called when it is left.
 */
export const skipWaiting = (enough$: Observable<unknown>, onSkip: () => void): MonoTypeOperatorFunction<SearchStep> =>
  connect((step$) => {
    const waits$ = step$.pipe(
      map(({type}) => type === 'search-wait'),
      startWith(false),
    );
    const skip$ = combineLatest([waits$, enough$]).pipe(
      filter(([waits]) => waits),
      tap(onSkip),
    );
    return step$.pipe(takeUntil(skip$));
  });
