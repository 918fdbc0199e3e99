/** server/citations - what a citation is there for: the sentence, or the part of it, that it stands behind. Pure. */
import type {Citation} from '../../shared/source.ts';
import {splitSentences} from '../text/split-sentences.ts';
import {withoutMarkers} from './marker.ts';

/** Citations that stand together, and what they say. */
export interface Claim {
  readonly citations: readonly Citation[];
  /** Plain text. */
  readonly text: string;
}

/** How far a claim may reach back and on, in UTF-16 units. */
const REACH = 600;
/** A part of a sentence with fewer words says nothing by itself. */
const FEW_WORDS = 4;
/** Stands for citations while sentences are told apart. */
const MARK = '\uE000';

/** A text's citations, in its order: those with nothing but white space between them stand together. */
export function citationGroups(text: string, citations: readonly Citation[]): readonly (readonly Citation[])[] {
  const groups: Citation[][] = [];
  for (const citation of citations) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && text.slice(before.end, citation.start).trim() === '') group.push(citation);
    else groups.push([citation]);
  }
  return groups;
}

/** What a group of citations is there for. @param index - Which of {@link citationGroups}. */
export function claimOf(text: string, groups: readonly (readonly Citation[])[], index: number, language: string): Claim {
  const citations = groups[index] ?? [];
  const start = citations[0]?.start ?? 0;
  const end = citations.at(-1)?.end ?? 0;
  return {citations, text: claimBefore(text, start, end, groups.slice(Math.max(0, index - 20), index), language)};
}

function claimBefore(text: string, start: number, end: number, earlier: readonly (readonly Citation[])[], language: string): string {
  const from = blockStart(text, start);
  let marked = '';
  let at = from;
  for (const group of earlier) {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last || first.start < from) continue;
    marked += text.slice(at, first.start) + MARK;
    at = last.end;
  }
  marked += text.slice(at, start);
  const sentence = splitSentences(plain(marked), language).findLast((each) => words(each) > 0) ?? '';
  const isWhole = /[.!?。！？:]["'”’»)]*\s*$/u.test(plain(marked));
  const part = sentence.split(MARK).findLast((each) => words(each) > 0) ?? '';
  if (isWhole) return tidy(words(part) >= FEW_WORDS ? part : sentence);
  if (words(part) >= FEW_WORDS) return tidy(part);
  // `According to [1], …`: what it says comes after.
  const rest = /^[^\n.!?。！？]*/u.exec(withoutMarkers(text.slice(end, end + REACH)))?.[0] ?? '';
  return tidy(plain(`${sentence} ${rest}`));
}

/** Where the paragraph, list item or table row begins that a place is in. */
function blockStart(text: string, at: number): number {
  const from = Math.max(0, at - REACH);
  const before = text.slice(from, at);
  const [found] = [...before.matchAll(/\n(?=[ \t>]*(?:\n|[-*+] |\d{1,9}[.)] |#|\|))/gu)].slice(-1);
  return found ? from + found.index + 1 : from;
}

/** Without Markdown's signs; a link is its text. */
const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/gu, '$1')
    .replace(/^[ \t>]*(?:[-*+] |\d{1,9}[.)] |#{1,6} )/gmu, '')
    .replace(/(?<!\\)[*_`|~]/gu, ' ')
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, '')
    .replace(/\n/gu, ' ');

const tidy = (text: string): string => text.replaceAll(MARK, ' ').replace(/\s+/gu, ' ').trim();

const words = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.reduce((sum, word) => sum + (/[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/u.test(word) ? Math.ceil(word.length / 2) : 1), 0) ?? 0;
