import {thrift} from '../../../server/engine/thrift.ts';
import {marbles} from '../../support/marbles.ts';

const options = {busyFrom: 16, quietTo: 8, quietMs: 5};
const running = {0: 0, a: 9, b: 15, c: 16, d: 200, q: 8};
const said = {f: false, t: true};

describe('thrift', () => {
  it('says nothing while few sessions run', marbles(({hot, expectObservable}) => {
    expectObservable(hot('0qab0-', running).pipe(thrift(options))).toBe('------');
  }));

  it('ends with many sessions, and comes back when few have run for a while', marbles(({hot, expectObservable}) => {
    const input$ = hot('  0-c-d-q--q-------c', running);
    expectObservable(input$.pipe(thrift(options))).toBe('--f--------t-----f', said);
  }));

  it('stays away while the load only dips', marbles(({hot, expectObservable}) => {
    const input$ = hot('  --c--q--d--q---d--', running);
    expectObservable(input$.pipe(thrift(options))).toBe('--f---------------', said);
  }));

  it('is changed by nothing between the bounds', marbles(({hot, expectObservable}) => {
    const input$ = hot('  ab-c-b-a-q-b----', running);
    expectObservable(input$.pipe(thrift(options))).toBe('---f----------t--', said);
  }));

  it('looks no further when it is left', marbles(({hot, expectObservable, expectSubscriptions}) => {
    const input$ = hot('--c--q-------', running);
    expectObservable(input$.pipe(thrift(options)), '^-----!').toBe('--f----', said);
    expectSubscriptions(input$.subscriptions).toBe('^-----!');
  }));
});
