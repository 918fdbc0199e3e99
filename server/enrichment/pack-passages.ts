/** server/enrichment - packs passages into the token budget so that several sources are heard. */
import type {CutPassage} from './cut-passages.ts';
import {countShared} from './words.ts';

/** A passage with its score. */
export interface ScoredPassage extends CutPassage {
  /** 0 when it has none of the question's terms. */
  readonly score: number;
}

/** The share of the budget that one source may take, unless its first passage takes more. */
const sourceShare = 0.4;
/** A source's further passages must be this good, measured by the best of all. */
const relevance = 0.2;
/** How many passages speak for a source of which none has a term. */
const openings = 2;
/** The round in which openings come up: after all that fits. */
const lateRound = 1_000_000;
/** Passages that share as much of their words say the same. */
const sameness = 0.9;
/** Passages of fewer different words must be like each other on both sides. */
const fewWords = 8;

interface Candidate<Passage> {
  readonly source: number;
  readonly passage: Passage;
  /** In which round it comes up. */
  readonly round: number;
}

/**
 * Chooses passages in rounds: first each source's best, then each one's next best, the better sources first, while the budget lasts.
 * What says the same as a passage that is chosen already is left out. Sources without a fitting passage come last, with their openings.
 * @param sources - Each source's passages, in reading order.
 * @param budget - In tokens; never exceeded.
 * @returns Each source's choice, in reading order.
 */
export function packPassages<Passage extends ScoredPassage>(sources: readonly (readonly Passage[])[], budget: number): readonly (readonly Passage[])[] {
  const chosen: Passage[][] = sources.map(() => []);
  let left = budget;
  for (const {source, passage} of candidatesOf(sources)) {
    const own = chosen[source] ?? [];
    const isTooMuch = passage.tokens > left || (own.length > 0 && costOf(own) + passage.tokens > budget * sourceShare);
    if (isTooMuch || chosen.some((passages) => passages.some((other) => saysTheSame(passage, other)))) continue;
    own.push(passage);
    left -= passage.tokens;
  }
  return chosen.map((passages) => passages.toSorted((a, b) => a.position - b.position));
}

/** In the order in which they come up. */
function candidatesOf<Passage extends ScoredPassage>(sources: readonly (readonly Passage[])[]): readonly Candidate<Passage>[] {
  const bestOf = sources.map((passages) => passages.reduce((best, {score}) => Math.max(best, score), 0));
  const best = Math.max(0, ...bestOf);
  const candidates = sources.flatMap((passages, source): readonly Candidate<Passage>[] => {
    if (bestOf[source] === 0) return passages.slice(0, openings).map((passage, at) => ({source, passage, round: lateRound + at}));
    const fitting = passages.filter(({score}) => score > 0).toSorted((a, b) => b.score - a.score || a.position - b.position);
    return fitting.filter(({score}, round) => round === 0 || score >= best * relevance).map((passage, round) => ({source, passage, round}));
  });
  return candidates.toSorted((a, b) => a.round - b.round || (bestOf[b.source] ?? 0) - (bestOf[a.source] ?? 0) || a.source - b.source);
}

const costOf = (passages: readonly ScoredPassage[]): number => passages.reduce((sum, {tokens}) => sum + tokens, 0);

/** Whether two passages say the same: one has nearly all the words of the other, or, when they are short, they are nearly equal. */
export function saysTheSame({text, vocabulary}: CutPassage, other: CutPassage): boolean {
  const smaller = Math.min(vocabulary.size, other.vocabulary.size);
  if (smaller === 0) return text === other.text;
  const measure = smaller < fewWords ? Math.max(vocabulary.size, other.vocabulary.size) : smaller;
  return countShared(vocabulary, other.vocabulary) >= sameness * measure;
}
