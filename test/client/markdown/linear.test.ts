/**
 * Work grows with the text and no faster. Of a stream what is counted is work itself: characters that the parser is given, nodes that are made and that go.
 * Texts that made an expression try every way to match them are so long that trying would take minutes: Firefox gives up with an error then, WebKit does
 * not end in its time. Chromium changes to another engine and passes.
 */
import {expect} from '@open-wc/testing';
import MarkdownIt from 'markdown-it';
import {SpokenText} from '../../../client/elements/spoken-text.ts';
import {withoutTail} from '../../../client/markdown/gfm-rules.ts';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {readBracket} from '../../../client/markdown/read-bracket.ts';
import type {Turn} from '../../../client/store/turn.ts';
import {englishWords} from '../../../client/words/words.ts';
import {answerStarted, delta, started, stateAfter} from '../support/session-events.ts';
import {longAnswer} from './support/long-answer.ts';
import {cut} from './support/render.ts';

/** What drawing a text that streams in took. */
interface Work {
  /** Characters that were parsed for their blocks, and for what is inside them. */
  readonly blockCharacters: number;
  readonly inlineCharacters: number;
  readonly added: number;
  readonly removed: number;
}

/** markdown-it's parsers of blocks and of what is inside them, as all of its instances share them. */
interface Parser {
  parse: (this: Parser, text: string, ...more: readonly unknown[]) => void;
}

const [blockParser, inlineParser] = [new MarkdownIt().block, new MarkdownIt().inline].map((parser) => Object.getPrototypeOf(parser) as Parser) as [Parser, Parser];

/** Counts the characters that a parser is given, until it is asked how many those were. */
function watch(parser: Parser): () => number {
  const {parse} = parser;
  let characters = 0;
  parser.parse = function (text, ...more) {
    characters += text.length;
    parse.call(this, text, ...more);
  };
  return () => {
    parser.parse = parse;
    return characters;
  };
}

/** Streams a text as models send it. */
function workOf(text: string): Work {
  const [blockCharacters, inlineCharacters] = [watch(blockParser), watch(inlineParser)];
  const element = document.createElement('div');
  const observer = new MutationObserver(() => undefined);
  observer.observe(element, {subtree: true, childList: true});
  const markdown = new IncrementalMarkdown(element);
  for (const piece of cut(text, [4, 1, 7, 3, 5, 2, 8, 6])) markdown.write(piece);
  markdown.end();
  const records = observer.takeRecords();
  const count = (key: 'addedNodes' | 'removedNodes') => records.reduce((sum, record) => sum + record[key].length, 0);
  return {blockCharacters: blockCharacters(), inlineCharacters: inlineCharacters(), added: count('addedNodes'), removed: count('removedNodes')};
}

const streams: Readonly<Record<string, (times: number) => string>> = {
  'a mixed answer': (times) => longAnswer.repeat(times),
  'one list': (times) => '- **tide** of the *sea* and the moon [1]\n'.repeat(40 * times),
  'one list with gaps': (times) => '1. tide of the sea\n\n'.repeat(40 * times),
  'one table': (times) => `| a | b |\n| --- | --- |\n${'| tide `of` the sea | 12 m [2] |\n'.repeat(40 * times)}`,
  'one fence': (times) => `\`\`\`js\n${'const tide = moon + sun;\n'.repeat(60 * times)}\`\`\`\n`,
  'links with definitions at the end': (times) => `${'See [the tide][a] and the sea.\n\n'.repeat(40 * times)}[a]: https://a.example/\n`,
  footnotes: (times) => Array.from({length: 20 * times}, (_, n) => `A tide.[^${n}]\n\n[^${n}]: Of the sea.\n\n`).join(''),
};

const speak = (text: string): number => {
  const turn: Turn = {key: 1, state: stateAfter(started(), answerStarted(), delta(text)), phase: 'done', connection: 'idle', error: undefined, sessionId: undefined};
  return new SpokenText().next(turn, englishWords.announce).reduce((sum, {text: spoken}) => sum + spoken.length, 0);
};

/** In characters: squared, minutes of matching. */
const LENGTH = 500_000;

const texts: Readonly<Record<string, readonly [text: (length: number) => string, read: (text: string) => unknown, expected: unknown]>> = {
  'punctuation behind an address': [(length) => `https://a.example/${'!'.repeat(length)}`, withoutTail, 'https://a.example/'],
  'brackets behind an address': [(length) => `https://a.example/${')'.repeat(length)}`, withoutTail, 'https://a.example/'],
  'spaces in a link’s target': [(length) => `[a](${' '.repeat(length)}x`, (text) => readBracket(text, 0), {kind: 'open', shown: 'a'}],
  'spaces and two words in a link’s target': [(length) => `[a](${' '.repeat(length)}x y`, (text) => readBracket(text, 0), {kind: 'decided', end: 3}],
  'spaces that are spoken': [(length) => `a${' '.repeat(length)}b`, speak, LENGTH + 2],
  'a line of spaces that is spoken': [(length) => `a\n${' '.repeat(length)}\nb`, speak, 2],
  'brackets that are spoken': [(length) => '['.repeat(length), speak, LENGTH],
  'links without an end that are spoken': [(length) => '[a]('.repeat(length / 4), speak, LENGTH],
};

describe('work grows with the text and no faster', () => {
  for (const [name, text] of Object.entries(streams)) {
    it(name, () => {
      const [short, long] = [workOf(text(2)), workOf(text(8))];
      for (const kind of ['blockCharacters', 'inlineCharacters', 'added', 'removed'] as const) expect(long[kind], kind).to.be.at.most(4.8 * Math.max(short[kind], 20)); // four where it is linear, 16 where it is not
    });
  }

  for (const [name, [text, read, expected]] of Object.entries(texts)) {
    it(`${name}: half a million characters are read`, () => {
      expect(read(text(LENGTH))).to.deep.equal(expected);
    });
  }
});
