import {expect} from 'chai';
import type {SearchStep} from '../../../server/search/ask-in-turn.ts';
import {skipWaiting} from '../../../server/search/skip-waiting.ts';
import {marbles} from '../../support/marbles.ts';

const steps: Record<string, SearchStep> = {
  w: {type: 'search-wait', provider: 'p', query: 'q', waitMs: 9, reason: 'rate-limit'},
  t: {type: 'turn-came'},
  e: {type: 'search-error', provider: 'p', query: 'q', code: 'rate-limited', message: 'No.', next: 'n'},
};

describe('skipWaiting', () => {
  const cases: Readonly<Record<string, readonly [given: string, enough: string, heard: string, skips: number]>> = {
    'leaves what waits when there is enough': ['-w-------t-|', '----e', '-w--|', 1],
    'leaves what begins to wait later': ['------w--t-|', '----e', '------|', 1],
    'does not leave whose turn has come': ['-w--t-----e|', '------e', '-w--t-----e|', 0],
    'does not leave what the next provider has taken over': ['-w--e------|', '------e', '-w--e------|', 0],
    'waits when there is not enough': ['-w--------t|', '-----------', '-w--------t|', 0],
  };
  for (const [name, [given, enough, heard, skips]] of Object.entries(cases)) {
    it(name, marbles(({cold, hot, expectObservable, flush}) => {
      let skipped = 0;
      expectObservable(cold(given, steps).pipe(skipWaiting(hot(enough), () => skipped++))).toBe(heard, steps);
      flush();
      expect(skipped).to.equal(skips);
    }));
  }
});
