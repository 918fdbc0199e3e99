/** server/enrichment - from pages to the passages that models are given. */
import type {Passage} from '../pipeline/handoff.ts';
import {detach} from './detach.ts';
import {packPassages} from './pack-passages.ts';
import {type PassagePage, scorePassages} from './score-passages.ts';

/**
 * Chooses the passages that bear on a question.
 * @param pages - Best first.
 * @param terms - The question's, see `toTerms`.
 * @param budget - In tokens, over all pages; never exceeded.
 * @returns Each page's choice in reading order; empty for a page that has nothing to add.
 */
export function choosePassages(pages: readonly PassagePage[], terms: ReadonlySet<string>, budget: number): readonly (readonly Passage[])[] {
  const scores = scorePassages(pages, terms);
  const scored = pages.map(({passages}, page) => passages.map((passage, at) => ({...passage, score: scores[page]?.[at] ?? 0})));
  return packPassages(scored, budget).map((chosen) => chosen.map(({text, heading, score}) => ({text: detach(text), score, ...(heading !== undefined && {heading})})));
}
