import {expect} from 'chai';
import {asyncScheduler, NEVER} from 'rxjs';
import {whenEnough} from '../../../server/enrichment/when-enough.ts';
import {marbles} from '../../support/marbles.ts';

const always = () => true;
const never = () => false;
const rule = {settleMs: 5, softDeadlineMs: 10, isPlenty: never, isSomething: never};

describe('whenEnough', () => {
  for (const [what, {pages, isPlenty, isSomething}, out] of [
    ['the first pages until they have settled, however plenty they are', {pages: '-a--b------c', isPlenty: always, isSomething: always}, '-----(c|)'],
    ['plenty, once they have settled', {pages: '-------c----', isPlenty: 'c', isSomething: always}, '-------(c|)'],
    ['anything at the soft deadline', {pages: '-a----------', isPlenty: never, isSomething: always}, '----------(c|)'],
    ['the first that comes after the soft deadline', {pages: '------------c', isPlenty: never, isSomething: 'c'}, '------------(c|)'],
    ['nothing else, but all that there is', {pages: '-a---------------|', isPlenty: never, isSomething: never}, '-----------------(c|)'],
    ['all that there is, where that comes early', {pages: '-a|', isPlenty: never, isSomething: never}, '--(c|)'],
  ] as const) {
    it(
      `waits for ${what}`,
      marbles(({hot, expectObservable}) => {
        const page$ = hot(pages);
        let last = '';
        page$.subscribe((page) => (last = page));
        const when = (is: (() => boolean) | string) => (typeof is === 'string' ? () => last === is : is);
        expectObservable(whenEnough(page$, {...rule, isPlenty: when(isPlenty), isSomething: when(isSomething)})).toBe(out, {c: true});
      }),
    );
  }

  it('does not miss its deadline where the timer comes before the clock says so', async () => {
    const {now} = asyncScheduler;
    asyncScheduler.now = () => 0;
    try {
      const isEnough = await new Promise((resolve) => {
        whenEnough(NEVER, {...rule, isSomething: always}).subscribe(resolve);
      });
      expect(isEnough).to.equal(true);
    } finally {
      asyncScheduler.now = now;
    }
  });
});
