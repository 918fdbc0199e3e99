/** server/adapters/extractive-model - the sentences of the evidence that answer best: few, whole, from few places. Pure. */
import type {Evidence} from '../../pipeline/handoff.ts';
import {type Scored, scoreSentences} from './score-sentences.ts';

/** A sentence to quote. */
export interface Quote {
  /** Number of the source that it stands in. */
  readonly n: number;
  readonly text: string;
  /** Whether it goes on from the quote before it: it stands right after that in its source. */
  readonly goesOn: boolean;
}

/** What is quoted. */
export interface Pick {
  readonly quotes: readonly Quote[];
  /** Whether a quote has most of what was asked; where none has, they are the nearest that was found. */
  readonly answers: boolean;
}

const MAX_QUOTES = 5;
const MAX_SOURCES = 3;
/** Where no sentence has this share of what was asked, quotes are guesses: few are enough. */
const ANSWERED = 0.6;
const MAX_GUESSES = 2;
/** A quote must be worth this part of the best one; once there are a few, more. */
const FEW = 3;
const WORTHWHILE_AT_FIRST = 0.3;
const WORTHWHILE_LATER = 0.5;
/** How much of a sentence's words another may share before it says the same. */
const SAME = 0.8;
/** What the sentence right after a quote must be worth as a sentence to be quoted with it, and the words that it shares with that if it does not point back. */
const GOES_ON_WELL = 0.75;
const RELATED = 2;

/** Up to five sentences of up to three sources, best place first, in reading order within each place; none where there is nothing to quote. */
export function pickSentences(evidence: Evidence): Pick {
  const scored = scoreSentences(evidence);
  const answers = scored.some(({coverage}) => coverage >= ANSWERED);
  const most = answers ? MAX_QUOTES : MAX_GUESSES;
  return {quotes: inOrder(withContext(diversify(scored, most), scored, most)), answers};
}

/** Maximal marginal relevance: each time the best of what is left, less what was said already or comes from a source heard often. */
function diversify(scored: readonly Scored[], most: number): Scored[] {
  const first = Math.max(...scored.map(({score}) => score));
  const heard = new Map<number, number>();
  const picked: Scored[] = [];
  let left = scored.filter(({score}) => score > 0).map((candidate) => ({candidate, repeats: 0}));
  const valueOf = ({candidate: {n, score}, repeats}: (typeof left)[number]) => score * (1 - 0.35 * repeats) - 0.05 * (heard.get(n) ?? 0) * first;
  while (left.length > 0 && picked.length < most) {
    const next = left.reduce((best, other) => (valueOf(other) > valueOf(best) ? other : best));
    if (valueOf(next) < first * (picked.length < FEW ? WORTHWHILE_AT_FIRST : WORTHWHILE_LATER)) break;
    const {candidate: pick} = next;
    picked.push(pick);
    heard.set(pick.n, (heard.get(pick.n) ?? 0) + 1);
    left = left
      .filter(({candidate}) => candidate !== pick && (heard.size < MAX_SOURCES || heard.has(candidate.n)))
      .map(({candidate, repeats}) => ({candidate, repeats: Math.max(repeats, overlap(candidate.stems, pick.stems))}))
      .filter(({repeats}) => repeats < SAME);
  }
  return picked;
}

/**
 * With what makes quotes readable: the sentence that one points back at, or else the quote is left out; and, where there is room, the one
 * that the best goes on with.
 */
function withContext(picked: readonly Scored[], scored: readonly Scored[], most: number): Scored[] {
  const at = (passage: number, place: number) => scored.find((other) => other.passage === passage && other.at === place);
  const kept = new Set<Scored>();
  for (const pick of picked) {
    const before = at(pick.passage, pick.at - 1);
    if (pick.pointsBack && !pick.opens && !(before && kept.has(before))) {
      if (!before || before.worth < GOES_ON_WELL || kept.size + 2 > most) continue;
      kept.add(before);
    }
    if (kept.size < most) kept.add(pick);
  }
  const [best] = kept;
  const next = best && at(best.passage, best.at + 1);
  const isRelated = next && (next.pointsBack || shared(next.stems, best.stems) >= RELATED);
  if (isRelated && kept.size < most && next.worth >= GOES_ON_WELL && overlap(next.stems, best.stems) < SAME) kept.add(next);
  // A quote that points back at nothing is better than none.
  return kept.size > 0 ? [...kept] : picked.slice(0, 1);
}

/** Adjacent sentences together; the places with the best sentence first. */
function inOrder(picked: readonly Scored[]): Quote[] {
  const places: Scored[][] = [];
  for (const sentence of picked.toSorted((a, b) => a.passage - b.passage || a.at - b.at)) {
    const last = places.at(-1)?.at(-1);
    if (last?.passage === sentence.passage && last.at + 1 === sentence.at) places.at(-1)?.push(sentence);
    else places.push([sentence]);
  }
  const bestOf = (place: readonly Scored[]) => Math.max(...place.map(({score}) => score));
  return places.toSorted((a, b) => bestOf(b) - bestOf(a)).flatMap((place) => place.map(({n, text}, index) => ({n, text, goesOn: index > 0})));
}

/** Which share of the smaller set is in both. */
const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => shared(one, other) / Math.max(1, Math.min(one.size, other.size));

/** How many are in both. */
const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => [...one].filter((item) => other.has(item)).length;
