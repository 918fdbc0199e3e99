/** server/search - how long a provider may be silent while it is its turn. */
import {connect, last, map, merge, mergeMap, type MonoTypeOperatorFunction, NEVER, startWith, switchMap, takeUntil, throwError, timer} from 'rxjs';
import {UpstreamError} from '../pipeline/upstream-error.ts';
import {isNotice, type SearchItem} from './search-provider.ts';

/**
 * Errors when nothing comes for too long. Waiting for a turn is no silence: the clock stops at `wait` and starts anew at `turn`.
 *
 * ```text
 * in:   -w---------t---       w  wait, t  turn
 * out:  -w---------t----#     timeoutMs 5
 * ```
 *
 * @param timeoutMs - Longest silence, in milliseconds.
 */
export const limitSilence = (timeoutMs: number): MonoTypeOperatorFunction<SearchItem> =>
  connect((item$) => {
    const clock$ = item$.pipe(
      map((item) => isNotice(item) && item.notice === 'wait'),
      startWith(false),
      switchMap((waits) => (waits ? NEVER : timer(timeoutMs))),
      mergeMap(() => throwError(tooSlow)),
      takeUntil(item$.pipe(last(null, undefined))),
    );
    return merge(clock$, item$);
  });

const tooSlow = () => new UpstreamError('The search passed its deadline', {code: 'timeout', reason: 'It did not answer in time.', retryable: false});
