/** server/adapters/extractive-model - the sentences of the evidence that answer best, by relevance and diversity. Pure. */
import {stemsOf} from '../../analysis/stems.ts';
import type {Evidence} from '../../pipeline/handoff.ts';
import {sentenceSplitter} from './sentence-splitter.ts';
import {sentenceWorth} from './sentence-worth.ts';

/** A sentence to quote. */
export interface Quote {
  /** Number of the source that it stands in. */
  readonly n: number;
  readonly text: string;
}

interface Candidate extends Quote {
  /** Of its source. */
  readonly title: string;
  /** Place in reading order over all sources. */
  readonly place: number;
  readonly stems: ReadonlySet<string>;
  readonly length: number;
  readonly headingStems: ReadonlySet<string>;
  /** The passage's own score, 0 to 1. */
  readonly prior: number;
  /** Whether it opens its passage. */
  readonly opens: boolean;
}

interface Scored extends Candidate {
  /** Which share of the question's terms it has, rare ones weighing more. */
  readonly coverage: number;
  readonly score: number;
}

/** Enough to find the best among, few enough to compare with each other. */
const MAX_CANDIDATES = 400;
const MAX_QUOTES = 7;
/** Where no sentence has this share of what was asked, quotes are guesses: few are enough. */
const ANSWERED = 0.6;
const MAX_GUESSES = 3;
/** A quote must be worth this part of the best one; once there are a few, more. */
const FEW = 4;
const WORTHWHILE_AT_FIRST = 0.13;
const WORTHWHILE_LATER = 0.5;
/** How much of a sentence's words another may share before it says the same. */
const SAME = 0.8;
/** How many of the most relevant sentences the others are compared with, and how much they must share to be akin. */
const MODELS = 3;
const KIN = 0.25;
/** BM25's saturation and length normalisation; sentences differ less in length than documents. */
const K1 = 1.2;
const B = 0.5;

/** Up to seven sentences, by source and in reading order; none where there is nothing to quote. */
export function pickSentences(evidence: Evidence): Quote[] {
  const {question, analysis} = evidence;
  const candidates = candidatesOf(evidence);
  const terms = new Set(stemsOf(analysis.terms.join(' ') || question, analysis.language));
  const picked = diversify(scoreAll(candidates, terms, sentenceWorth(evidence, terms)));
  // The source with the best sentence comes first: an answer begins with the answer.
  const best = new Map<number, number>();
  for (const {n, score} of picked) best.set(n, Math.max(best.get(n) ?? 0, score));
  return picked.sort((a, b) => (best.get(b.n) ?? 0) - (best.get(a.n) ?? 0) || a.n - b.n || a.place - b.place).map(({n, text}) => ({n, text}));
}

function candidatesOf({analysis: {language}, sources}: Evidence): Candidate[] {
  const used = sources.filter(({used}) => used);
  const best = Math.max(...used.flatMap(({passages}) => passages.map(({score}) => score)), Number.MIN_VALUE);
  const split = sentenceSplitter(language);
  const candidates: Candidate[] = [];
  for (const {n, title, passages} of used) {
    for (const {text: passage, heading = '', score} of passages) {
      const headingStems = new Set(stemsOf(`${title} ${heading}`, language));
      for (const [index, text] of split(passage).entries()) {
        const stems = stemsOf(text, language);
        const prior = Math.max(0, score / best);
        candidates.push({n, title, text, place: candidates.length, stems: new Set(stems), length: stems.length, headingStems, prior, opens: index === 0});
        if (candidates.length >= MAX_CANDIDATES) return candidates;
      }
    }
  }
  return candidates;
}

/**
 * BM25 of the question's terms over the sentences times how many of them are there, as a share of the best; a little more for kinship with the most relevant ones, for
 * what its heading promises, for a good passage and for being its first. Where no sentence has a term, all but these decide.
 */
function scoreAll(candidates: readonly Candidate[], terms: ReadonlySet<string>, worthOf: ReturnType<typeof sentenceWorth>): Scored[] {
  const meanLength = candidates.reduce((sum, {length}) => sum + length, 0) / candidates.length;
  const weights = Array.from(terms, (term) => ({term, weight: rarity(candidates.length, candidates.filter(({stems}) => stems.has(term)).length)}));
  const weigh = (stems: ReadonlySet<string>) => weights.reduce((sum, {term, weight}) => (stems.has(term) ? sum + weight : sum), 0);
  const whole = weigh(terms) || 1;
  const relevances = new Map(
    candidates.map((candidate) => {
      const weight = weigh(candidate.stems);
      const bm25 = (weight * (K1 + 1)) / (1 + K1 * (1 - B + (B * candidate.length) / meanLength));
      // A sentence with one common term of several is rarely about the question.
      return [candidate, bm25 * (weight / whole)];
    }),
  );
  const relevanceOf = (candidate: Candidate) => relevances.get(candidate) ?? 0;
  const models = candidates.toSorted((a, b) => relevanceOf(b) - relevanceOf(a)).slice(0, MODELS);
  const best = models[0] ? relevanceOf(models[0]) : 0;

  return candidates.flatMap((candidate) => {
    const relevance = best > 0 ? relevanceOf(candidate) / best : 0;
    const kinship = best > 0 ? Math.max(0, ...models.filter((model) => model !== candidate).map(({stems}) => share(candidate.stems, stems))) : 0;
    const promised = weigh(candidate.headingStems) / whole;
    // "They are …" under the right heading may be the answer; whatever else stands there is not.
    if (best > 0 && relevance === 0 && (promised === 0 || kinship < KIN)) return [];
    const worth = worthOf(candidate.text, candidate.title, candidate.opens);
    const score = relevance + 0.3 * kinship + 0.15 * promised + 0.15 * candidate.prior + (candidate.opens ? 0.05 : 0);
    return [{...candidate, coverage: Math.min(1, worth) * (weigh(candidate.stems) / whole), score: score * worth}];
  });
}

const rarity = (all: number, having: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5));

/** Maximal marginal relevance: each time the best of what is left, less what was said already or comes from a source heard often. */
function diversify(scored: readonly Scored[]): Scored[] {
  const first = Math.max(...scored.map(({score}) => score));
  const most = scored.some(({coverage}) => coverage >= ANSWERED) ? MAX_QUOTES : MAX_GUESSES;
  const heard = new Map<number, number>();
  const picked: Scored[] = [];
  let left = scored.map((candidate) => ({candidate, repeats: 0}));
  const valueOf = ({candidate: {n, score}, repeats}: (typeof left)[number]) => score * (1 - 0.35 * repeats) - 0.05 * (heard.get(n) ?? 0) * first;
  while (left.length > 0 && picked.length < most) {
    const next = left.reduce((best, other) => (valueOf(other) > valueOf(best) ? other : best));
    if (valueOf(next) < first * (picked.length < FEW ? WORTHWHILE_AT_FIRST : WORTHWHILE_LATER)) break;
    const {candidate: pick} = next;
    picked.push(pick);
    heard.set(pick.n, (heard.get(pick.n) ?? 0) + 1);
    left = left
      .filter((other) => other !== next)
      .map(({candidate, repeats}) => ({candidate, repeats: Math.max(repeats, overlap(candidate.stems, pick.stems))}))
      .filter(({repeats}) => repeats < SAME);
  }
  return picked;
}

/** Which share of the smaller set is in both. */
const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => (one.size < other.size ? share(one, other) : share(other, one));

/** Which share of one set is in the other. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const item of one) if (other.has(item)) both++;
  return one.size === 0 ? 0 : both / one.size;
}
