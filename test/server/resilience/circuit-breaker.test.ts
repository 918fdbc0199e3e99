import {expect} from 'chai';
import {concat, type Observable, throwError} from 'rxjs';
import {CircuitBreaker} from '../../../server/resilience/circuit-breaker.ts';
import {marbles} from '../../support/marbles.ts';

const make = (options: {failures?: number; openMs?: number} = {}) =>
  new CircuitBreaker({failures: 2, openMs: 10, ...options, trips: (error) => error !== 'harmless', toError: () => 'refused'});

describe('CircuitBreaker', () => {
  const through = <T>(breaker: CircuitBreaker, call$: Observable<T>): Observable<T> => call$.pipe(breaker.guard<T>((item) => item === 'e'));

  it('refuses at once after so many failures in a row, without asking', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const breaker = make();
    const bad$ = cold('-#', {}, 'broken');
    const good$ = cold('a|');
    expectObservable(through(breaker, bad$)).toBe('-#', {}, 'broken');
    expectObservable(concat(cold('--|'), through(breaker, bad$))).toBe('---#', {}, 'broken');
    expectObservable(concat(cold('----|'), through(breaker, good$))).toBe('----#', {}, 'refused');
    expectSubscriptions(good$.subscriptions).toBe([]);
  }));

  it('lets one probe through after a while, and is closed by its first item', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const breaker = make({failures: 1});
    const probe$ = cold('  --a-e');
    const other$ = cold('a-e');
    expectObservable(through(breaker, cold('#', {}, 'broken'))).toBe('#', {}, 'broken');
    expectObservable(concat(cold('----------|'), through(breaker, probe$))).toBe('------------a-e');
    expectObservable(concat(cold('-----------|'), through(breaker, other$))).toBe('-----------#', {}, 'refused');
    expectObservable(concat(cold('-------------|'), through(breaker, other$))).toBe('-------------a-e');
    expectSubscriptions(other$.subscriptions).toBe('-------------^');
  }));

  it('opens again when the probe fails', marbles(({cold, expectObservable}) => {
    const breaker = make({failures: 1});
    const bad$ = cold('-#', {}, 'broken');
    expectObservable(through(breaker, bad$)).toBe('-#', {}, 'broken');
    expectObservable(concat(cold('-----------|'), through(breaker, bad$))).toBe('------------#', {}, 'broken');
    expectObservable(concat(cold('---------------------|'), through(breaker, bad$))).toBe('---------------------#', {}, 'refused');
    expectObservable(concat(cold('----------------------|'), through(breaker, bad$))).toBe('-----------------------#', {}, 'broken');
  }));

  it('lets the next one probe when a probe is left', marbles(({cold, expectObservable}) => {
    const breaker = make({failures: 1});
    expectObservable(through(breaker, cold('#', {}, 'broken'))).toBe('#', {}, 'broken');
    expectObservable(concat(cold('----------|'), through(breaker, cold('-----a'))), '^-----------!').toBe('------------');
    expectObservable(concat(cold('-------------|'), through(breaker, cold('-a')))).toBe('--------------a');
  }));

  it('counts neither what is harmless nor what is left, and forgets failures after a whole call', marbles(({cold, expectObservable, flush}) => {
    const breaker = make();
    expectObservable(through(breaker, cold('#', {}, 'harmless'))).toBe('#', {}, 'harmless');
    expectObservable(concat(cold('-|'), through(breaker, cold('#', {}, 'broken')))).toBe('-#', {}, 'broken');
    expectObservable(concat(cold('--|'), through(breaker, cold('a-e')))).toBe('--a-e');
    expectObservable(concat(cold('-----|'), through(breaker, cold('#', {}, 'broken')))).toBe('-----#', {}, 'broken');
    expectObservable(concat(cold('------|'), through(breaker, cold('a|')))).toBe('------a|');
    flush();
    expect(breaker.state).to.equal('closed');
  }));

  it('never opens when it may not', () => {
    const breaker = make({failures: 0});
    for (let call = 0; call < 20; call++) throwError(() => 'broken').pipe(breaker.guard()).subscribe({error: () => undefined});
    expect(breaker.state).to.equal('closed');
  });
});
