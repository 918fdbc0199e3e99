/** server/enrichment - whether two texts say the same, by their words. */
import {countShared, wordsOf} from './words.ts';

/** A text with its different words. */
export interface Wording {
  readonly text: string;
  readonly vocabulary: ReadonlySet<string>;
}

/** Texts that share as much of their words say the same. */
const sameness = 0.9;
/** Texts of fewer different words must be like each other on both sides. */
const fewWords = 8;
/** The most that texts can be alike without saying the same. */
const nearly = 0.99;

export const wordingOf = (text: string): Wording => ({text, vocabulary: new Set(wordsOf(text))});

/**
 * How alike two texts are: the share of the shorter one's words that are in the other.
 * @returns From 0 to 1; 1 when they say the same, since one has nearly all the words of the other, or, when they are short, they are nearly equal.
 */
export function likeness(one: Wording, other: Wording): number {
  const smaller = Math.min(one.vocabulary.size, other.vocabulary.size);
  if (smaller === 0) return one.text === other.text ? 1 : 0;
  const shared = countShared(one.vocabulary, other.vocabulary);
  const measure = smaller < fewWords ? Math.max(one.vocabulary.size, other.vocabulary.size) : smaller;
  return shared >= sameness * measure ? 1 : Math.min(nearly, shared / smaller);
}
