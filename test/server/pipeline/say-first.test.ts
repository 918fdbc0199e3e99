import {expect} from 'chai';
import {Observable, take} from 'rxjs';
import {sayFirst} from '../../../server/pipeline/say-first.ts';
import {marbles} from '../../support/marbles.ts';

describe('sayFirst', () => {
  it('says its item at once, then the rest, and leaves the rest when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const rest$ = cold('-a-b|');
    expectObservable(sayFirst('f', rest$)).toBe('fa-b|', {f: 'f', a: 'a', b: 'b'});
    expectSubscriptions(rest$.subscriptions).toBe('^---!');
  }));

  it('begins nothing for who has enough of the first', () => {
    let begun = false;
    sayFirst('f', new Observable<string>(() => void (begun = true))).pipe(take(1)).subscribe();
    expect(begun).to.be.false;
  });
});
