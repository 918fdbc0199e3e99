import {expect} from 'chai';
import {defer, NEVER, of} from 'rxjs';
import {joinEqual} from '../../../server/cache/join-equal.ts';
import {marbles} from '../../support/marbles.ts';

describe('joinEqual', () => {
  it('joins equal work; who comes later hears what was said', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const join = joinEqual<string>();
    const work$ = cold('----a-b|');
    const joined$ = join('k', () => work$);
    expectObservable(joined$).toBe('----a-b|');
    expectObservable(joined$, '-----^').toBe('-----ab|');
    expectSubscriptions(work$.subscriptions).toBe('^------!');
  }));

  it('does ten at once as one', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const join = joinEqual<string>();
    const work$ = cold('--a|');
    for (let i = 0; i < 10; i += 1) expectObservable(join('k', () => work$)).toBe('--a|');
    expectSubscriptions(work$.subscriptions).toBe(['^--!']);
  }));

  it('goes on for the others when one leaves, and ends at once with the last', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const join = joinEqual<string>();
    const work$ = cold('--a--b--c');
    const joined$ = join('k', () => work$);
    expectObservable(joined$, '^--!').toBe('--a');
    expectObservable(joined$, '-^-----!').toBe('--a--b');
    expectSubscriptions(work$.subscriptions).toBe('^------!');
  }));

  it('tells all of an error, and begins anew after it', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const join = joinEqual<string>();
    const work$ = cold('--#');
    const joined$ = join('k', () => work$);
    expectObservable(joined$).toBe('--#');
    expectObservable(joined$, '-^').toBe('--#');
    expectObservable(joined$, '----^').toBe('------#');
    expectSubscriptions(work$.subscriptions).toBe(['^-!', '----^-!']);
  }));

  it('keeps other work apart', marbles(({cold, expectObservable}) => {
    const join = joinEqual<string>();
    expectObservable(join('a', () => cold('--a|'))).toBe('--a|');
    expectObservable(join('b', () => cold('-b|'))).toBe('-b|');
  }));

  it('is cold, and begins anew after work that ended at once or was left', () => {
    const join = joinEqual<number>();
    let begun = 0;
    const joined$ = join('k', () => defer(() => of(++begun)));
    expect(begun).to.equal(0);
    joined$.subscribe();
    joined$.subscribe();
    expect(begun).to.equal(2);
    const endless$ = join('n', () => defer(() => (begun++, NEVER)));
    endless$.subscribe().unsubscribe();
    endless$.subscribe().unsubscribe();
    expect(begun).to.equal(4);
  });
});
