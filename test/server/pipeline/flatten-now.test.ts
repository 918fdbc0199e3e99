import {expect} from 'chai';
import {from, of, take} from 'rxjs';
import {flattenNow} from '../../../server/pipeline/flatten-now.ts';
import {marbles} from '../../support/marbles.ts';

const lists: Readonly<Record<string, string[]>> = {a: ['1', '2'], b: [], c: ['3']};

describe('flattenNow', () => {
  it('gives what each item comes to, in order, at once', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a---b-c|');
    expectObservable(source$.pipe(flattenNow((item) => lists[item] ?? []))).toBe('-(12)--3|');
    expectSubscriptions(source$.subscriptions).toBe('^-------!');
  }));

  it('passes errors and completion on', marbles(({cold, expectObservable}) => {
    expectObservable(cold('|').pipe(flattenNow(() => ['x']))).toBe('|');
    expectObservable(cold('-a-#').pipe(flattenNow(() => ['x']))).toBe('-x-#');
  }));

  it('ends with what the project throws, after what it gave before, and leaves the source', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-c|');
    const failing = function* (item: string) {
      yield item;
      if (item === 'c') throw new Error('no more');
    };
    expectObservable(source$.pipe(flattenNow(failing))).toBe('-a-(c#)', undefined, new Error('no more'));
    expectSubscriptions(source$.subscriptions).toBe('^--!');
  }));

  it('is left in the middle of a list', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const source$ = cold('-a-c|');
    expectObservable(source$.pipe(flattenNow((item) => lists[item] ?? []), take(1))).toBe('-(1|)');
    expectSubscriptions(source$.subscriptions).toBe('^!');
  }));

  it('closes a generator that nobody reads on', () => {
    let isClosed = false;
    const counting = function* () {
      try {
        for (let count = 1; ; count++) yield count;
      } finally {
        isClosed = true;
      }
    };
    const heard: number[] = [];
    of('a').pipe(flattenNow(counting), take(3)).subscribe((count) => heard.push(count));
    expect(heard).to.deep.equal([1, 2, 3]);
    expect(isClosed).to.equal(true);
  });

  it('gives lists of lists as they are', () => {
    const heard: string[] = [];
    from(['a', 'c']).pipe(flattenNow((item) => lists[item] ?? [])).subscribe((item) => heard.push(item));
    expect(heard).to.deep.equal(['1', '2', '3']);
  });
});
