import {map, NEVER} from 'rxjs';
import {passBy} from '../../../server/pipeline/pass-by.ts';
import {marbles} from '../../support/marbles.ts';

const isHeard = (item: string): item is 'h' => item === 'h';

describe('passBy', () => {
  it('gives what it hears away, and lets the rest pass at once', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-d-h-d|').pipe(passBy(isHeard, (heard$) => heard$.pipe(map(() => 's'))))).toBe('-d-s-d|');
  }));

  it('lasts until both have ended', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-d-(h|)').pipe(passBy<string, 'h'>(isHeard, () => cold('------e|')))).toBe('-d----e|');
    expectObservable(cold('-d|').pipe(passBy<string, 'h'>(isHeard, () => NEVER))).toBe('-d-');
  }));

  it('fails with either', marbles(({cold, expectObservable}) => {
    expectObservable(cold('-d-#').pipe(passBy<string, 'h'>(isHeard, () => NEVER))).toBe('-d-#');
    expectObservable(cold('-d----').pipe(passBy<string, 'h'>(isHeard, () => cold('--#')))).toBe('-d#');
  }));

  it('leaves both when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const item$ = cold('-d----');
    const act$ = cold('------');
    expectObservable(item$.pipe(passBy(isHeard, () => act$)), '^--!').toBe('-d--');
    expectSubscriptions(item$.subscriptions).toBe('^--!');
    expectSubscriptions(act$.subscriptions).toBe('^--!');
  }));
});
