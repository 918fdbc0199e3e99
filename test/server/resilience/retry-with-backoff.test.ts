import {expect} from 'chai';
import type {Observable} from 'rxjs';
import {defer, throwError} from 'rxjs';
import {type Retry, retryWithBackoff} from '../../../server/resilience/retry-with-backoff.ts';
import {marbles} from '../../support/marbles.ts';

const announce = ({attempt, inMs}: Retry) => `${attempt} in ${inMs}`;
const always = () => true;

/** A source whose n-th subscription is the n-th of these. */
const inTurn = <T>(...sources: readonly Observable<T>[]): Observable<T> => {
  let next = 0;
  return defer(() => sources[next++]!);
};

describe('retryWithBackoff', () => {
  it('lets a source that works pass as it is', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-a-b|').pipe(retryWithBackoff({retryable: always}))).toBe('-a-b|');
    expectObservable(cold('---|').pipe(retryWithBackoff({retryable: always}))).toBe('---|');
  }));

  it('waits, says so, and tries again', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const first$ = cold('--#');
    const second$ = cold('        -a|');
    //                     500 ms * 0.01 = 5 ms
    const out$ = inTurn(first$, second$).pipe(retryWithBackoff({retryable: always, random: () => 0.01, announce}));
    expectObservable(out$).toBe('--r-----a|', {r: '2 in 5', a: 'a'});
    expectSubscriptions(first$.subscriptions).toBe('^-!');
    expectSubscriptions(second$.subscriptions).toBe('-------^-!');
  }));

  it('doubles the range of the wait up to its cap', marbles(({cold, expectObservable}) => {
    const out$ = cold('#').pipe(retryWithBackoff({attempts: 5, baseMs: 2, maxMs: 7, retryable: always, random: () => 1, announce}));
    expectObservable(out$).toBe('r-s---t------u------#', {r: '2 in 2', s: '3 in 4', t: '4 in 7', u: '5 in 7'});
  }));

  it('waits at least as long as the upstream asked, up to the cap', marbles(({cold, expectObservable}) => {
    const wait = (afterMs: number) => retryWithBackoff<string, string>({attempts: 2, maxMs: 9, retryable: always, random: () => 0, afterMs: () => afterMs, announce});
    expectObservable(cold('#').pipe(wait(4))).toBe('r---#', {r: '2 in 4'});
    expectObservable(cold('#').pipe(wait(3_600_000))).toBe('r--------#', {r: '2 in 9'});
  }));

  it('passes an error on once something was shown', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-#');
    expectObservable(source$.pipe(retryWithBackoff({retryable: always, random: () => 0}))).toBe('-a-#');
    expectSubscriptions(source$.subscriptions).toBe('^--!');
  }));

  it('counts only what was shown since the last subscription', marbles(({cold, expectObservable}) => {
    const out$ = inTurn(cold('-#'), cold('-#'), cold('-a#')).pipe(retryWithBackoff({retryable: always, random: () => 0, announce}));
    expectObservable(out$).toBe('-rsa#', {r: '2 in 0', s: '3 in 0', a: 'a'});
  }));

  it('passes an error on that is not worth a retry, and the last one', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-#', {}, 'fatal').pipe(retryWithBackoff({retryable: (error) => error !== 'fatal'}))).toBe('-#', {}, 'fatal');
    expectObservable(cold('-#', {}, 'passing').pipe(retryWithBackoff({attempts: 2, retryable: (error) => error !== 'fatal', random: () => 0}))).toBe('--#', {}, 'passing');
  }));

  it('ends a wait when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-#');
    expectObservable(source$.pipe(retryWithBackoff({retryable: always, random: () => 0.5, announce})), '^--!').toBe('-r', {r: '2 in 250'});
    expectSubscriptions(source$.subscriptions).toBe('^!');
  }));

  it('tells why it tries again', () => {
    const why = new Error('why');
    const told: unknown[] = [];
    throwError(() => why)
      .pipe(retryWithBackoff({retryable: always, announce: ({error}) => error}))
      .subscribe((error) => told.push(error))
      .unsubscribe();
    expect(told).to.deep.equal([why]);
  });
});
