/** server/enrichment - how well passages fit a question: BM25 over all pages at once, with a little for title and place. */
import type {CutPassage} from './cut-passages.ts';
import {countShared, wordsOf} from './words.ts';

/** A page whose passages are to be chosen from. */
export interface PassagePage {
  readonly title: string;
  readonly passages: readonly CutPassage[];
}

/** BM25's usual constants: how soon repetition stops to count, and how much length does. */
const saturation = 1.2;
const lengthWeight = 0.75;
/** What a title that has all the terms adds to each passage of its page. */
const titleBonus = 0.2;
/** What the first passage of a page gains for its place; later ones gain less. */
const openingBonus = 0.1;

/** The terms of a question in the form in which words are compared, each once. */
export const toTerms = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap((text) => wordsOf(text)));

/**
 * Scores every passage.
 * @param terms - Those that the passages were cut for.
 * @returns For each page, a score for each passage; 0 when none of the terms is in its text or heading.
 */
export function scorePassages(pages: readonly PassagePage[], terms: ReadonlySet<string>): readonly (readonly number[])[] {
  const all = pages.flatMap(({passages}) => passages);
  const averageLength = all.reduce((sum, {length}) => sum + length, 0) / Math.max(1, all.length);
  const rarity = new Map<string, number>();
  for (const term of terms) {
    const having = all.filter(({counts}) => counts.has(term)).length;
    rarity.set(term, Math.log(1 + (all.length - having + 0.5) / (having + 0.5)));
  }
  return pages.map(({title, passages}) => {
    const inTitle = share(terms, new Set(wordsOf(title)));
    return passages.map(({counts, length}, position) => {
      let score = 0;
      for (const [term, times] of counts) {
        const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / averageLength);
        score += ((rarity.get(term) ?? 0) * times * (saturation + 1)) / (times + norm);
      }
      return score * (1 + titleBonus * inTitle + openingBonus / (1 + position));
    });
  });
}

/** How many of the terms are among the words, 0 to 1. */
export const share = (terms: ReadonlySet<string>, words: ReadonlySet<string>): number => (terms.size === 0 ? 0 : countShared(terms, words) / terms.size);
