/** server/enrichment - from scored pages to the passages that models are given. */
import type {Passage} from '../pipeline/handoff.ts';
import {detach} from './detach.ts';
import {packPassages} from './pack-passages.ts';
import type {PassagePage} from './score-passages.ts';

/** What is chosen of one page. */
export interface ChosenText {
  /** In reading order; empty for a page that has nothing to add. */
  readonly passages: readonly Passage[];
  /** How many words they are. */
  readonly words: number;
}

/**
 * Chooses the passages that bear on a question. What is chosen no longer holds on to its page.
 * @param pages - Best first.
 * @param scores - Of every page's passages, see `rankPassages`.
 * @param budget - In tokens, over all pages; never exceeded.
 */
export function choosePassages(pages: readonly PassagePage[], scores: readonly (readonly number[])[], budget: number): readonly ChosenText[] {
  const scored = pages.map(({passages}, page) => passages.map((passage, at) => ({...passage, score: scores[page]?.[at] ?? 0})));
  return packPassages(scored, budget).map((chosen) => ({
    passages: chosen.map(({text, heading, score}) => ({text: detach(text), score, ...(heading !== undefined && {heading: detach(heading)})})),
    words: chosen.reduce((sum, {length}) => sum + length, 0),
  }));
}
