import {expect} from '@open-wc/testing';
import {Subject} from 'rxjs';
import {gather} from '../../../client/store/gather.ts';
import {marbles} from '../../support/marbles.ts';

/** Small letters can wait. */
const isSmall = (value: string): boolean => value === value.toLowerCase();
const lists = {a: ['a'], b: ['b'], d: ['d'], X: ['X'], x: ['b', 'c']};

describe('gather', () => {
  it(
    'hands on at once what comes first, and together what follows until it is due',
    marbles(({cold, hot, expectObservable, expectSubscriptions}) => {
      const source = cold('a--b-c-----d-X-----|');
      const due = hot('    --------o----------');
      const out = '        a-------x--d-X-----|';
      expectObservable(source.pipe(gather(isSmall, due))).toBe(out, lists);
      expectSubscriptions(due.subscriptions).toBe('^------------------!');
    }),
  );

  it(
    'hands on at once what cannot wait, behind what waited, and the next',
    marbles(({cold, expectObservable}) => {
      const source = cold('a-bcX----d-|');
      const out = '        a---(xX)-d-|';
      expectObservable(source.pipe(gather(isSmall, cold('-')))).toBe(out, lists);
    }),
  );

  it(
    'rests no more where nothing waited when it was due',
    marbles(({cold, hot, expectObservable}) => {
      const source = cold('a-----b-|');
      const due = hot('    ---o-----');
      expectObservable(source.pipe(gather(isSmall, due))).toBe('a-----b-|', lists);
    }),
  );

  it(
    'hands on what waits before it ends, and before it fails',
    marbles(({cold, expectObservable}) => {
      expectObservable(cold('a-b|').pipe(gather(isSmall, cold('-')))).toBe('a--(b|)', lists);
      expectObservable(cold('a-b#').pipe(gather(isSmall, cold('-')))).toBe('a--(b#)', lists);
    }),
  );

  it('leaves its source when nobody listens, and hands on no more', () => {
    const source = new Subject<string>();
    const due = new Subject<undefined>();
    const seen: (readonly string[])[] = [];
    const subscription = source.pipe(gather(isSmall, due)).subscribe((values) => seen.push(values));
    source.next('a');
    source.next('b');
    subscription.unsubscribe();
    due.next(undefined);
    expect([source.observed, due.observed]).to.deep.equal([false, false]);
    expect(seen).to.deep.equal([['a']]);
  });
});
