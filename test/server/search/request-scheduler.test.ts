import {expect} from 'chai';
import fc from 'fast-check';
import {asyncScheduler, concat, defer, finalize, ignoreElements, map, merge, NEVER, type Observable, of, tap, throwError, timer} from 'rxjs';
import {TestScheduler} from 'rxjs/testing';
import type {RateWindow} from '../../../server/search/rate-limit.ts';
import {RequestScheduler, type RequestSchedulerOptions, type Turn} from '../../../server/search/request-scheduler.ts';
import type {SearchNotice} from '../../../server/search/search-provider.ts';
import {marbles} from '../../support/marbles.ts';

/** One request in 10 ms, and a month that is not limited. */
const onePerTen = (remaining = 0): RateWindow[] => [
  {limit: 1, remaining, resetMs: 10, windowMs: 10},
  {limit: 0, remaining: 0, resetMs: 1_419_704_000, windowMs: 2_592_000_000},
];
const scheduler = (options: Partial<RequestSchedulerOptions> = {}) =>
  new RequestScheduler({tooLong: (waitedMs) => new Error(`waited ${waitedMs}`), usedUp: () => new Error('used up'), maxWaitMs: 100, marginMs: 0, usualWindowMs: 10, ...options});
/** A call that is answered after 2 ms. */
const answering = (name: string, windows: readonly RateWindow[] = onePerTen()) => (turn: Turn): Observable<string> =>
  timer(2).pipe(
    tap(() => turn.answered(windows)),
    map(() => name),
  );
const wait = (waitMs: number): SearchNotice => ({notice: 'wait', waitMs, reason: 'rate-limit'});
const turn: SearchNotice = {notice: 'turn'};
/** Subscribes at a time. */
const at = <T>(ms: number, source$: Observable<T>): Observable<T> => concat(timer(ms).pipe(ignoreElements()), source$);

describe('RequestScheduler', () => {
  it('lets the first one out at once, and the next a window after its answer', marbles(({expectObservable}) => {
    const queue = scheduler();
    expectObservable(queue.schedule(0, answering('a'))).toBe('--(a|)');
    expectObservable(queue.schedule(0, answering('b'))).toBe('w 11ms t-(b|)', {w: wait(10), t: turn, b: 'b'});
    expectObservable(queue.schedule(0, answering('c'))).toBe('w 23ms t-(c|)', {w: wait(20), t: turn, c: 'c'});
  }));

  it('lets first variants go before second ones, first come first served within one', marbles(({expectObservable, flush}) => {
    const queue = scheduler({maxWaitMs: 1_000});
    const order: string[] = [];
    const ask = (question: number, variant: number) => queue.schedule(variant, (given) => defer(() => (order.push(`${question}.${variant}`), answering('x')(given))));
    expectObservable(merge(...[1, 2, 3].flatMap((question) => [0, 1, 2].map((variant) => ask(question, variant)))).pipe(ignoreElements())).toBe('98ms |');
    flush();
    // 1.1 comes second, but 1.0 is all that is there when it begins.
    expect(order).to.deep.equal(['1.0', '2.0', '3.0', '1.1', '2.1', '3.1', '1.2', '2.2', '3.2']);
  }));

  it('lets as many out at once as the window takes', marbles(({expectObservable}) => {
    const queue = scheduler();
    const three = [{limit: 3, remaining: 2, resetMs: 10, windowMs: 10}];
    expectObservable(queue.schedule(0, answering('a', three))).toBe('--(a|)');
    for (const name of ['b', 'c']) expectObservable(at(2, queue.schedule(0, answering(name, three)))).toBe(`----(${name}|)`);
    expectObservable(at(2, queue.schedule(0, answering('d', three)))).toBe('--w 9ms t-(d|)', {w: wait(10), t: turn, d: 'd'});
  }));

  it('keeps to what the provider says is left, whoever else has used the key', marbles(({expectObservable}) => {
    const queue = scheduler();
    const usedUpByOthers = [{limit: 3, remaining: 0, resetMs: 10, windowMs: 10}];
    expectObservable(queue.schedule(0, answering('a', usedUpByOthers))).toBe('--(a|)');
    expectObservable(at(3, queue.schedule(0, answering('b')))).toBe('---w 8ms t-(b|)', {w: wait(9), t: turn, b: 'b'});
  }));

  it('does not limit what tells no limits', marbles(({expectObservable}) => {
    const queue = scheduler();
    expectObservable(queue.schedule(0, answering('a', []))).toBe('--(a|)');
    for (const name of ['b', 'c', 'd']) expectObservable(at(2, queue.schedule(0, answering(name, [])))).toBe(`----(${name}|)`);
  }));

  it('fails who has waited too long, and only them', marbles(({expectObservable}) => {
    const queue = scheduler({maxWaitMs: 15});
    expectObservable(queue.schedule(0, answering('a'))).toBe('--(a|)');
    expectObservable(queue.schedule(0, answering('b'))).toBe('w 11ms t-(b|)', {w: wait(10), t: turn, b: 'b'});
    expectObservable(queue.schedule(0, answering('c'))).toBe('w 14ms #', {w: wait(15)}, new Error('waited 15'));
    expectObservable(at(14, queue.schedule(0, answering('d')))).toBe('14ms w 9ms t-(d|)', {w: wait(15), t: turn, d: 'd'});
  }));

  it('drops who leaves at once: the next one takes the turn', marbles(({expectObservable}) => {
    const queue = scheduler();
    expectObservable(queue.schedule(0, answering('a'))).toBe('--(a|)');
    expectObservable(queue.schedule(0, answering('b')), '^----!').toBe('w', {w: wait(10)});
    expectObservable(queue.schedule(0, answering('c'))).toBe('w 11ms t-(c|)', {w: wait(20), t: turn, c: 'c'});
    expectObservable(timer(6).pipe(map(() => queue.state))).toBe('------(s|)', {s: {status: 'rate-limited', waiting: 1}});
  }));

  it('counts a call that was left or broke off: it may have come through', marbles(({expectObservable}) => {
    const queue = scheduler();
    expectObservable(queue.schedule(0, answering('a'))).toBe('--(a|)');
    expectObservable(at(12, queue.schedule(0, () => NEVER)), '^ 13ms !').toBe('');
    expectObservable(at(13, queue.schedule(0, () => throwError(() => new Error('cut'))))).toBe('13ms w 10ms (t#)', {w: wait(10), t: turn}, new Error('cut'));
    expectObservable(at(15, queue.schedule(0, answering('c')))).toBe('15ms w 18ms t-(c|)', {w: wait(19), t: turn, c: 'c'});
  }));

  it('tries one at a time until the limits are known', marbles(({expectObservable}) => {
    const queue = scheduler();
    expectObservable(queue.schedule(0, () => at(3, throwError(() => new Error('cut'))))).toBe('---#', {}, new Error('cut'));
    expectObservable(queue.schedule(0, answering('b', []))).toBe('w--t-(b|)', {w: wait(10), t: turn, b: 'b'});
    expectObservable(queue.schedule(0, answering('c', []))).toBe('w----t-(c|)', {w: wait(20), t: turn, c: 'c'});
  }));

  it('lets everyone wait when the provider refuses one', marbles(({expectObservable}) => {
    const queue = scheduler();
    const refusing = (given: Turn) => timer(2).pipe(tap(() => given.limited([], 20)), map(() => 'refused'));
    expectObservable(queue.schedule(0, refusing)).toBe('--(r|)', {r: 'refused'});
    expectObservable(queue.schedule(0, answering('b'))).toBe('w 21ms t-(b|)', {w: wait(10), t: turn, b: 'b'});
    expectObservable(timer(3).pipe(map(() => queue.state.status))).toBe('---(s|)', {s: 'rate-limited'});
  }));

  it('limits from the first refusal on what told no limits before', marbles(({expectObservable}) => {
    const queue = scheduler();
    const refusing = (given: Turn) => timer(2).pipe(tap(() => given.limited([])), map(() => 'refused'));
    expectObservable(queue.schedule(0, answering('a', []))).toBe('--(a|)');
    expectObservable(at(3, queue.schedule(0, refusing))).toBe('-----(r|)', {r: 'refused'});
    expectObservable(at(20, queue.schedule(0, answering('b', [])))).toBe('20ms --(b|)');
    expectObservable(at(20, queue.schedule(0, answering('c', [])))).toBe('20ms w 11ms t-(c|)', {w: wait(10), t: turn, c: 'c'});
  }));

  it('fails all who wait when the quota is used up, at once, and asks again after a minute', marbles(({expectObservable}) => {
    const queue = scheduler({maxWaitMs: 60_000});
    expectObservable(queue.schedule(0, (given) => timer(2).pipe(tap(() => given.usedUp()), map(() => 'refused')))).toBe('--(r|)', {r: 'refused'});
    expectObservable(queue.schedule(0, answering('b'))).toBe('w-#', {w: wait(10)}, new Error('used up'));
    expectObservable(at(59_000, queue.schedule(0, answering('c')))).toBe('59s #', {}, new Error('used up'));
    expectObservable(timer(5).pipe(map(() => queue.state.status))).toBe('-----(s|)', {s: 'quota-exhausted'});
    expectObservable(at(61_000, queue.schedule(0, answering('d')))).toBe('61s --(d|)');
  }));

  it('knows by the headers when the month is used up', marbles(({expectObservable}) => {
    const queue = scheduler();
    const lastOfMonth: RateWindow[] = [{limit: 50, remaining: 49, resetMs: 1_000, windowMs: 1_000}, {limit: 2_000, remaining: 0, resetMs: 1_419_704_000, windowMs: 2_592_000_000}];
    expectObservable(queue.schedule(0, answering('a', lastOfMonth))).toBe('--(a|)');
    expectObservable(at(3, queue.schedule(0, answering('b')))).toBe('---#', {}, new Error('used up'));
  }));

  it('never exceeds a sliding window, whatever comes when and whoever leaves', () => {
    const request = fc.record({fromMs: fc.nat(300), answerMs: fc.nat(30), variant: fc.nat(2), leavesMs: fc.option(fc.nat(200))});
    fc.assert(
      fc.property(fc.array(request, {minLength: 1, maxLength: 40}), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 50}), (requests, limit, windowMs) => {
        new TestScheduler(() => undefined).run(({expectObservable, flush}) => {
          const queue = scheduler({maxWaitMs: 100_000});
          const counted: number[] = [];
          let done = 0;
          for (const {fromMs, answerMs, variant, leavesMs} of requests) {
            const call = (given: Turn) =>
              timer(answerMs).pipe(
                // The provider counts it at any time between sending and answer.
                tap(() => {
                  counted.push(asyncScheduler.now());
                  given.answered([{limit, remaining: 1, resetMs: windowMs, windowMs}]);
                }),
              );
            const asked$ = at(fromMs, queue.schedule(variant, call)).pipe(finalize(() => done++));
            expectObservable(asked$, leavesMs === null ? undefined : `^ ${fromMs + leavesMs}ms !`);
          }
          flush();
          expect(done).to.equal(requests.length);
          counted.sort((a, b) => a - b).forEach((time, index) => {
            const before = counted[index - limit];
            if (before !== undefined) expect(time - before).to.be.at.least(windowMs);
          });
          expect(queue.state.waiting).to.equal(0);
        });
      }),
    );
  });

  it('calls nobody before it is listened to, and survives a call that throws', marbles(({expectObservable}) => {
    const queue = scheduler();
    const asked$ = queue.schedule(0, () => {
      throw new Error('boom');
    });
    expect(queue.state.waiting).to.equal(0);
    expectObservable(asked$).toBe('#', {}, new Error('boom'));
    expectObservable(at(1, queue.schedule(0, answering('b')))).toBe('---(b|)');
    expectObservable(of(1)).toBe('(1|)', {1: 1});
  }));
});
