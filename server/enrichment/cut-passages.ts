/** server/enrichment - cuts a page into passages: pieces that say one thing, small enough to choose from. */
import {estimateTokens} from './estimate-tokens.ts';
import type {TextBlock} from './page-reader.ts';
import {wordsOf} from './words.ts';

/** A piece of a page. */
export interface CutPassage {
  /** Paragraphs and code, one per line or more. */
  readonly text: string;
  /** The heading it stands under. */
  readonly heading?: string;
  /** Its place in the page, from 0. */
  readonly position: number;
  /** Of its text, in the form in which they are compared. */
  readonly words: readonly string[];
  /** Its different words. */
  readonly vocabulary: ReadonlySet<string>;
  /** What it costs, heading included. */
  readonly tokens: number;
}

/** A passage takes in more paragraphs until it has as many tokens: some eighty words. */
const enoughTokens = 110;
/** It never grows beyond this, some hundred and fifty words, but for code, which is kept whole up to {@link maxCodeTokens}. */
const maxTokens = 200;
const maxCodeTokens = 400;
/** Passages that are cut from one page; what comes after them is left out. */
const maxPassages = 400;

const sentences = new Intl.Segmenter(undefined, {granularity: 'sentence'});

/** Cuts a page's text at headings and paragraphs; a paragraph that is too long is cut at its sentences. */
export function cutPassages(blocks: readonly TextBlock[]): readonly CutPassage[] {
  const passages: CutPassage[] = [];
  let heading: string | undefined;
  let parts: string[] = [];
  let size = 0;
  const end = () => {
    if (parts.length > 0) passages.push(toPassage(parts.join('\n'), heading, passages.length));
    parts = [];
    size = 0;
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      end();
      heading = block.text;
      continue;
    }
    for (const piece of piecesOf(block)) {
      if (passages.length >= maxPassages) return passages;
      const tokens = estimateTokens(piece);
      if (size >= enoughTokens || size + tokens > maxTokens) end();
      parts.push(piece);
      size += tokens;
    }
  }
  end();
  return passages;
}

/** Makes a passage; also of what was never cut, such as a search snippet. */
export function toPassage(text: string, heading: string | undefined, position: number): CutPassage {
  const words = wordsOf(text);
  const tokens = estimateTokens(text) + estimateTokens(heading ?? '');
  return {text, ...(heading !== undefined && {heading}), position, words, vocabulary: new Set(words), tokens};
}

function* piecesOf({kind, text}: TextBlock): Iterable<string> {
  if (kind === 'code') yield capCode(text);
  else if (estimateTokens(text) <= maxTokens) yield text;
  else yield* joinedSentences(text);
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
  if (estimateTokens(code) <= maxCodeTokens) return code;
  const kept = code.slice(0, 4 * maxCodeTokens);
  const lineEnd = kept.lastIndexOf('\n');
  return `${kept.slice(0, lineEnd > 0 ? lineEnd : kept.length)}\n…`;
}
