/** server/enrichment - packs passages into the token budget so that several sources are heard and nothing is said twice. */
import type {CutPassage} from './cut-passages.ts';
import {likeness, type Wording, wordingOf} from './wording.ts';

/** A passage with its score. */
export interface ScoredPassage extends CutPassage {
  /** 0 when it has none of the question's terms. */
  readonly score: number;
}

/** The share of the budget that one source may take, unless its first passage takes more. */
export const SOURCE_SHARE = 0.4;
/** A source's further passages must be this good, measured by the best of all. */
const relevance = 0.2;
/** How much it tells against a further passage that it is like one that is chosen: 0 not at all, 1 as much as its score tells for it. */
const novelty = 0.5;
/** Passages of one source that are looked at. */
const considered = 16;
/** How many passages speak for a source of which none has a term. */
const openings = 2;

interface Candidate<Passage> {
  readonly passage: Passage;
  readonly wording: Wording;
  /** How like it is to what is chosen, 0 to 1. */
  likeness: number;
  /** It is chosen, does not fit, or says what was said. */
  isOut: boolean;
}

/**
 * Chooses passages in rounds: first each source's best, then of each one what is good and new beside all that is chosen ("maximal marginal
 * relevance"), the better sources first, while the budget lasts. What says the same as a passage that is chosen already is left out.
 * Sources without a fitting passage come last, with their openings.
 * @param sources - Each source's passages, in reading order.
 * @param budget - In tokens; never exceeded.
 * @returns Each source's choice, in reading order.
 */
export function packPassages<Passage extends ScoredPassage>(sources: readonly (readonly Passage[])[], budget: number): readonly (readonly Passage[])[] {
  const bestOf = sources.map((passages) => passages.reduce((best, {score}) => Math.max(best, score), 0));
  const best = Math.max(0, ...bestOf);
  const fitting = sources.map((passages) => toCandidates(fittingOf(passages, best * relevance)));
  const opening = sources.map((passages, source) => toCandidates(bestOf[source] === 0 ? passages.slice(0, openings) : []));
  const all = [...fitting, ...opening].flat();
  const order = sources.map((_, source) => source).toSorted((a, b) => (bestOf[b] ?? 0) - (bestOf[a] ?? 0) || a - b);
  const chosen: Passage[][] = sources.map(() => []);
  let left = budget;

  /** Takes the best of a source's candidates that may be taken. */
  const takeOne = (source: number, candidates: readonly Candidate<Passage>[]): boolean => {
    const own = chosen[source] ?? [];
    const room = own.length === 0 ? left : Math.min(left, budget * SOURCE_SHARE - costOf(own));
    const next = pick(candidates, best, own.length === 0);
    if (!next) return false;
    next.isOut = true;
    if (next.passage.tokens > room) return takeOne(source, candidates);
    own.push(next.passage);
    left -= next.passage.tokens;
    for (const other of all) {
      if (other.isOut) continue;
      other.likeness = Math.max(other.likeness, likeness(other.wording, next.wording));
      other.isOut = other.likeness === 1;
    }
    return true;
  };
  const takeRounds = (of: readonly (readonly Candidate<Passage>[])[]) => {
    while (order.filter((source) => takeOne(source, of[source] ?? [])).length > 0);
  };
  takeRounds(fitting);
  takeRounds(opening);
  return chosen.map((passages) => passages.toSorted((a, b) => a.position - b.position));
}

/** The best of a source's passages that have a term; all but the first must be good beside the best of all sources. */
const fittingOf = <Passage extends ScoredPassage>(passages: readonly Passage[], least: number): readonly Passage[] =>
  passages
    .filter(({score}) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.position - b.position)
    .filter(({score}, at) => at === 0 || score >= least)
    .slice(0, considered);

const toCandidates = <Passage extends ScoredPassage>(passages: readonly Passage[]): readonly Candidate<Passage>[] =>
  passages.map((passage) => ({passage, wording: wordingOf(passage.text), likeness: 0, isOut: false}));

/** A source's first passage is its best; further ones are to be new, too. */
function pick<Passage extends ScoredPassage>(candidates: readonly Candidate<Passage>[], best: number, isFirst: boolean): Candidate<Passage> | undefined {
  const worth = (one: Candidate<Passage>) => one.passage.score / Math.max(best, Number.MIN_VALUE) - (isFirst ? 0 : novelty * one.likeness);
  return candidates.reduce<Candidate<Passage> | undefined>((first, next) => (next.isOut || (first && worth(first) >= worth(next)) ? first : next), undefined);
}

const costOf = (passages: readonly ScoredPassage[]): number => passages.reduce((sum, {tokens}) => sum + tokens, 0);
