/** server/enrichment - cuts a page into passages: pieces that say one thing, small enough to choose from. */
import {countTerms} from './count-terms.ts';
import {estimateTokens} from './estimate-tokens.ts';
import type {TextBlock} from './page-reader.ts';

/** A piece of a page. Its words are counted and let go, so that all passages of a question take little more than their text. */
export interface CutPassage {
  /** Paragraphs, list items, table rows and code, one per line or more. */
  readonly text: string;
  /** The heading it stands under. */
  readonly heading?: string;
  /** Its place in the page, from 0. */
  readonly position: number;
  /** Words of its text. */
  readonly length: number;
  /** How often each of the question's terms is in it, for those that are; one in the heading counts as two. */
  readonly counts: ReadonlyMap<string, number>;
  /** What it costs, heading included. */
  readonly tokens: number;
}

/** What {@link cuttingPassages} makes of a page. */
export interface CutPage {
  readonly passages: readonly CutPassage[];
  /** Whether the page was longer than `maxLength`, and what came after that was left out. */
  readonly isCut: boolean;
}

/** A passage takes in more paragraphs until it has as many tokens: some eighty words. */
const enoughTokens = 110;
/** It never grows beyond this, some hundred and fifty words, but for code and tables, which are kept whole up to {@link maxWholeTokens}. */
const maxTokens = 200;
const maxWholeTokens = 400;
/** A word in the heading counts as often as this in the text. */
const headingWeight = 2;

const sentences = new Intl.Segmenter(undefined, {granularity: 'sentence'});

/**
 * Cuts a page's text at headings and paragraphs; a paragraph that is too long is cut at its sentences, a table at its rows, each part
 * under the table's head.
 * @param terms - The question's, see `toTerms`.
 * Pauses after each piece: the words of a long page take their time to count, most of all where a dictionary finds them.
 * @param maxLength - Text that is kept of the page, in UTF-16 units.
 */
export function* cuttingPassages(blocks: readonly TextBlock[], terms: ReadonlySet<string>, maxLength = Infinity): Generator<void, CutPage, void> {
  const passages: CutPassage[] = [];
  let heading: string | undefined;
  let parts: string[] = [];
  let size = 0;
  let left = maxLength;
  const end = () => {
    if (parts.length > 0) passages.push(toPassage(parts.join('\n'), heading, passages.length, terms));
    parts = [];
    size = 0;
  };
  for (const block of withTables(blocks)) {
    if (block.kind === 'heading') {
      end();
      heading = block.text;
      continue;
    }
    for (const piece of piecesOf(block)) {
      left -= piece.length;
      if (left < 0) {
        end();
        return {passages, isCut: true};
      }
      const tokens = estimateTokens(piece);
      if (size >= enoughTokens || size + tokens > maxTokens) end();
      parts.push(piece);
      size += tokens;
      yield;
    }
  }
  end();
  return {passages, isCut: false};
}

/** Makes a passage; also of what was never cut, such as a search snippet. */
export function toPassage(text: string, heading: string | undefined, position: number, terms: ReadonlySet<string>): CutPassage {
  const {length, counts: inText} = countTerms(text, terms);
  const tokens = estimateTokens(text) + estimateTokens(heading ?? '');
  if (heading === undefined) return {text, position, length, counts: inText, tokens};
  const counts = new Map(inText);
  for (const [term, times] of countTerms(heading, terms).counts) counts.set(term, (counts.get(term) ?? 0) + headingWeight * times);
  return {text, heading, position, length, counts, tokens};
}

interface Table {
  readonly kind: 'table';
  readonly rows: readonly string[];
}

/** The blocks, with the rows of each table together. */
function* withTables(blocks: readonly TextBlock[]): Iterable<TextBlock | Table> {
  let rows: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'row') {
      rows.push(block.text);
      continue;
    }
    if (rows.length > 0) yield {kind: 'table', rows};
    rows = [];
    yield block;
  }
  if (rows.length > 0) yield {kind: 'table', rows};
}

function* piecesOf(block: TextBlock | Table): Iterable<string> {
  if (block.kind === 'table') yield* tableParts(block.rows);
  else if (block.kind === 'code') yield capCode(block.text);
  else if (estimateTokens(block.text) <= maxTokens) yield block.text;
  else yield* joinedSentences(block.text);
}

/** A table as it is, or in parts that each begin with its head. */
function* tableParts(rows: readonly string[]): Iterable<string> {
  const whole = rows.join('\n');
  if (estimateTokens(whole) <= maxWholeTokens) {
    yield whole;
    return;
  }
  const [head = '', ...others] = rows;
  const headTokens = estimateTokens(head);
  const repeated = headTokens <= maxTokens / 2 ? [head] : [];
  let part = [...repeated];
  let size = headTokens;
  for (const row of repeated.length > 0 ? others : rows) {
    const tokens = estimateTokens(row);
    if (tokens > maxTokens) {
      yield* joinedSentences(row);
      continue;
    }
    if (part.length > repeated.length && size + tokens > maxTokens) {
      yield part.join('\n');
      part = [...repeated];
      size = headTokens;
    }
    part.push(row);
    size += tokens;
  }
  if (part.length > repeated.length) yield part.join('\n');
}

/** Sentences, joined while they fit. */
function* joinedSentences(text: string): Iterable<string> {
  let joined = '';
  for (const {segment} of sentences.segment(text)) {
    for (const part of hardCut(segment)) {
      if (joined !== '' && estimateTokens(joined + part) > maxTokens) {
        yield joined.trim();
        joined = '';
      }
      joined += part;
    }
  }
  if (joined.trim() !== '') yield joined.trim();
}

/** Cuts what has no sentences at a space, or anywhere. */
function* hardCut(sentence: string): Iterable<string> {
  let rest = sentence;
  while (estimateTokens(rest.slice(0, 4 * maxTokens + 1)) > maxTokens) {
    let length = 4 * maxTokens;
    while (estimateTokens(rest.slice(0, length)) > maxTokens) length = Math.floor(length / 2);
    const space = rest.lastIndexOf(' ', length);
    const cut = space > length / 2 ? space : length;
    yield rest.slice(0, cut);
    rest = rest.slice(cut);
  }
  yield rest;
}

/** Code as it is, or its first lines. */
function capCode(code: string): string {
  if (estimateTokens(code) <= maxWholeTokens) return code;
  const kept = code.slice(0, 4 * maxWholeTokens);
  const lineEnd = kept.lastIndexOf('\n');
  return `${kept.slice(0, lineEnd > 0 ? lineEnd : kept.length)}\n…`;
}
