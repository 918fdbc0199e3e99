import {expect} from 'chai';
import {map, of, range, take, toArray} from 'rxjs';
import {withDeadlines} from '../../../server/resilience/deadlines.ts';
import {marbles} from '../../support/marbles.ts';

const toError = (deadline: string) => deadline;
const limits = {firstMs: 5, idleMs: 3, toError};

describe('withDeadlines', () => {
  it('lets a source that keeps its time pass as it is', marbles(({cold, expectObservable}) => {
    expectObservable(cold('----a--b--|').pipe(withDeadlines(limits))).toBe('----a--b--|');
    expectObservable(cold('----|').pipe(withDeadlines(limits))).toBe('----|');
    expectObservable(cold('-a-#').pipe(withDeadlines(limits))).toBe('-a-#');
  }));

  it('errors when nothing comes, and leaves the source', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-------a|');
    expectObservable(source$.pipe(withDeadlines(limits))).toBe('-----#', {}, 'first');
    expectSubscriptions(source$.subscriptions).toBe('^----!');
  }));

  it('errors when the source falls silent', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-b-------|');
    expectObservable(source$.pipe(withDeadlines(limits))).toBe('-a-b--#', {a: 'a', b: 'b'}, 'idle');
    expectSubscriptions(source$.subscriptions).toBe('^-----!');
  }));

  it('sleeps on when something came in the meantime, however often', marbles(({cold, expectObservable}) => {
    expectObservable(cold('aaaaaaaaaaaa-a-a-a-----|').pipe(withDeadlines(limits))).toBe('aaaaaaaaaaaa-a-a-a--#', {a: 'a'}, 'idle');
  }));

  it('allows an idle time longer than the first', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-a-----b|').pipe(withDeadlines({firstMs: 2, idleMs: 9, toError}))).toBe('-a-----b|');
  }));

  it('does not let heartbeats stand for what counts', marbles(({cold, expectObservable}) => {
    const counts = (item: string) => item !== 'h';
    expectObservable(cold('-h-h-h-h').pipe(withDeadlines({...limits, counts}))).toBe('-h-h-#', {h: 'h'}, 'first');
    expectObservable(cold('-a-h-h-h').pipe(withDeadlines({...limits, counts}))).toBe('-a-h#', {a: 'a', h: 'h'}, 'idle');
  }));

  it('ends what lasts too long, though it never falls silent', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-a-a-a-a-a-a|');
    expectObservable(source$.pipe(withDeadlines({...limits, totalMs: 8}))).toBe('-a-a-a-a#', {a: 'a'}, 'total');
    expectSubscriptions(source$.subscriptions).toBe('^-------!');
  }));

  it('stops its clock when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-------');
    expectObservable(source$.pipe(withDeadlines(limits)), '^--!').toBe('-a--');
    expectSubscriptions(source$.subscriptions).toBe('^--!');
  }));

  it('starts anew with each subscription', marbles(({cold, hot, expectObservable}) => {
    const out$ = cold('---a|').pipe(withDeadlines(limits));
    expectObservable(out$).toBe('---a|');
    expectObservable(out$, '------^').toBe('---------a|');
    expectObservable(hot('a').pipe(map(() => 'a'), withDeadlines(limits))).toBe('a--#', {a: 'a'}, 'idle');
  }));

  it('lets a source that says everything at once be left half-way', () => {
    const taken: number[] = [];
    range(1, 1_000_000).pipe(withDeadlines<number>(limits), take(2)).subscribe((n) => taken.push(n));
    expect(taken).to.deep.equal([1, 2]);
    of(1, 2).pipe(withDeadlines<number>(limits), toArray()).subscribe((all) => expect(all).to.deep.equal([1, 2]));
  });
});
