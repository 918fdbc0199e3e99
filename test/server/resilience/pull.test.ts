import {expect} from 'chai';
import {lastValueFrom, type Observable, take, tap, toArray} from 'rxjs';
import {pull} from '../../../server/resilience/pull.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Counts from 1 and notes what it is asked. */
function counter({upTo = Infinity, failAt = Infinity} = {}) {
  const asked: string[] = [];
  let n = 0;
  const iterable: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const item = ++n;
        asked.push(`next ${item}`);
        await turn();
        if (item >= failAt) throw new Error(`failed at ${item}`);
        return item > upTo ? {done: true, value: undefined} : {done: false, value: item};
      },
      return: () => {
        asked.push('return');
        return Promise.reject(new Error('nobody hears this'));
      },
    }),
  };
  return {asked, iterable};
}

describe('pull', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));
  afterEach(async () => {
    await turn();
    expect(unhandled).to.deep.equal([]);
  });

  it('gives all items and completes', async () => {
    const {asked, iterable} = counter({upTo: 3});
    expect(await lastValueFrom(pull(() => iterable).pipe(toArray()))).to.deep.equal([1, 2, 3]);
    expect(asked).to.deep.equal(['next 1', 'next 2', 'next 3', 'next 4']);
  });

  it('completes over nothing', async () => {
    const {iterable} = counter({upTo: 0});
    expect(await lastValueFrom(pull(() => Promise.resolve(iterable)).pipe(toArray()))).to.deep.equal([]);
  });

  it('asks for an item only after the last one was taken', async () => {
    const {asked, iterable} = counter({upTo: 2});
    const log: string[] = [];
    await lastValueFrom(pull(() => iterable).pipe(tap((n) => log.push(`took ${n} after ${asked.join(', ')}`))));
    expect(log).to.deep.equal(['took 1 after next 1', 'took 2 after next 1, next 2']);
  });

  it('opens once per subscription, in the same turn', async () => {
    let opened = 0;
    const item$ = pull(() => {
      opened++;
      return counter({upTo: 1}).iterable;
    });
    expect(opened).to.equal(0);
    const both = [lastValueFrom(item$), lastValueFrom(item$)];
    expect(opened).to.equal(2);
    expect(await Promise.all(both)).to.deep.equal([1, 1]);
  });

  it('fires the signal in the turn in which it is left, and returns the iterator', async () => {
    const {asked, iterable} = counter();
    let signal: AbortSignal | undefined;
    const subscription = pull((given) => {
      signal = given;
      return iterable;
    }).subscribe();
    await turn();
    expect(signal?.aborted).to.equal(false);
    subscription.unsubscribe();
    expect(signal?.aborted).to.equal(true);
    expect(asked.at(-1)).to.equal('return');
  });

  it('stops after the item at which it is left', async () => {
    const {asked, iterable} = counter();
    expect(await lastValueFrom(pull(() => iterable).pipe(take(2), toArray()))).to.deep.equal([1, 2]);
    await turn();
    expect(asked).to.deep.equal(['next 1', 'next 2', 'return']);
  });

  it('lets go of what it opened when it is left while opening', async () => {
    const {asked, iterable} = counter();
    const opening = Promise.withResolvers<AsyncIterable<number>>();
    const taken: number[] = [];
    pull(() => opening.promise).subscribe((n) => taken.push(n)).unsubscribe();
    opening.resolve(iterable);
    await turn();
    expect(asked).to.deep.equal(['return']);
    expect(taken).to.deep.equal([]);
  });

  it('drops a failure that comes after it was left', async () => {
    const opening = Promise.withResolvers<AsyncIterable<number>>();
    const seen: unknown[] = [];
    pull(() => opening.promise).subscribe({error: (error) => seen.push(error)}).unsubscribe();
    opening.reject(new Error('too late'));
    await turn();
    expect(seen).to.deep.equal([]);
  });

  it('passes failures on: of opening, thrown or rejected, and of reading', async () => {
    const failure = async (item$: Observable<unknown>) => lastValueFrom(item$).catch((error: unknown) => String(error));
    expect(await failure(pull(() => { throw new Error('thrown'); }))).to.equal('Error: thrown');
    expect(await failure(pull(() => Promise.reject(new Error('rejected'))))).to.equal('Error: rejected');
    const {asked, iterable} = counter({failAt: 2});
    expect(await failure(pull(() => iterable))).to.equal('Error: failed at 2');
    expect(asked).to.deep.equal(['next 1', 'next 2']);
  });
});
