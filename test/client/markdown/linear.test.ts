/** Texts that made an expression try every way to match them: eight times as long may take about eight times as long, not 64. */
import {expect} from '@open-wc/testing';
import {SpokenText} from '../../../client/elements/spoken-text.ts';
import {withoutTail} from '../../../client/markdown/gfm-rules.ts';
import {readBracket} from '../../../client/markdown/read-bracket.ts';
import type {Turn} from '../../../client/store/turn.ts';
import {englishWords} from '../../../client/words/words.ts';
import {answerStarted, delta, started, stateAfter} from '../support/session-events.ts';

const speak = (text: string): void => {
  const turn: Turn = {key: 1, state: stateAfter(started(), answerStarted(), delta(text)), phase: 'done', connection: 'idle', error: undefined, sessionId: undefined};
  new SpokenText().next(turn, englishWords.announce);
};

const LENGTH = 10_000;

const texts: Readonly<Record<string, readonly [text: (length: number) => string, read: (text: string) => unknown]>> = {
  'punctuation behind an address': [(length) => `https://a.example/${'!'.repeat(length)}`, withoutTail],
  'brackets behind an address': [(length) => `https://a.example/${')'.repeat(length)}`, withoutTail],
  'spaces in a link’s target': [(length) => `[a](${' '.repeat(length)}x`, (text) => readBracket(text, 0)],
  'spaces and two words in a link’s target': [(length) => `[a](${' '.repeat(length)}x y`, (text) => readBracket(text, 0)],
  'spaces that are spoken': [(length) => `a${' '.repeat(length)}b`, speak],
  'a line of spaces that is spoken': [(length) => `a\n${' '.repeat(length)}\nb`, speak],
  'brackets that are spoken': [(length) => '['.repeat(length), speak],
  'links without an end that are spoken': [(length) => '[a]('.repeat(length / 4), speak],
};

/** The shortest of some times, in milliseconds. */
const took = (read: () => unknown): number =>
  Math.min(
    ...Array.from({length: 3}, () => {
      const from = performance.now();
      read();
      return performance.now() - from;
    }),
  );

describe('time grows with the text and no faster', () => {
  for (const [name, [text, read]] of Object.entries(texts)) {
    it(name, () => {
      const [short, long] = [text(LENGTH), text(8 * LENGTH)];
      read(short); // once, to be warm
      const before = took(() => read(short));
      expect(took(() => read(long)) / Math.max(before, 10)).to.be.below(24); // eight where it is linear, 64 where it is not
    });
  }
});
