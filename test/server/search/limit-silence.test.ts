import {catchError, type MonoTypeOperatorFunction, NEVER, throwError} from 'rxjs';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {limitSilence} from '../../../server/search/limit-silence.ts';
import type {SearchItem} from '../../../server/search/search-provider.ts';
import {page} from '../../support/fake-search-provider.ts';
import {marbles} from '../../support/marbles.ts';

const items: Record<string, SearchItem> = {a: page('a'), w: {notice: 'wait', waitMs: 9, reason: 'rate-limit'}, t: {notice: 'turn'}};

describe('limitSilence', () => {
  /** Errors with an error's code. */
  const toCode: MonoTypeOperatorFunction<SearchItem> = catchError((error: unknown) => throwError(() => (error instanceof UpstreamError ? error.code : error)));
  const cases: Readonly<Record<string, readonly [given: string, heard: string]>> = {
    'lets what comes in time pass': ['---a---a---|', '---a---a---|'],
    'errors when the first one does not come': ['---------', '-----#'],
    'errors when no next one comes': ['---a------', '---a----#'],
    'does not count the wait for a turn': ['-w----------t--a|', '-w----------t--a|'],
    'counts anew from the turn': ['-w----------t------', '-w----------t----#'],
    'passes an error on': ['-w---#', '-w---#'],
  };
  for (const [name, [given, heard]] of Object.entries(cases)) {
    it(name, marbles(({cold, expectObservable, expectSubscriptions}) => {
      const isLate = heard.endsWith('#') && !given.endsWith('#');
      const source$ = cold(given, items);
      expectObservable(source$.pipe(limitSilence(5), toCode)).toBe(heard, items, isLate ? 'timeout' : 'error');
      expectSubscriptions(source$.subscriptions).toBe(`^${'-'.repeat(heard.length - 2)}!`);
    }));
  }

  it('leaves its source when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-w---------', items);
    expectObservable(source$.pipe(limitSilence(5)), '^---!').toBe('-w', items);
    expectSubscriptions(source$.subscriptions).toBe('^---!');
    expectObservable(NEVER.pipe(limitSilence(5)), '^---!').toBe('');
  }));
});
