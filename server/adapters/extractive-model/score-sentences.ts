/** server/adapters/extractive-model - how well each sentence of the evidence answers. Pure. */
import {stemsOf} from '../../analysis/stems.ts';
import type {Evidence} from '../../pipeline/handoff.ts';
import {sentenceSplitter} from './sentence-splitter.ts';
import {defines, pointsBack, sentenceWorth} from './sentence-worth.ts';

/** A sentence and where it stands. */
interface Candidate {
  /** Number of its source. */
  readonly n: number;
  readonly text: string;
  /** Title of its source. */
  readonly title: string;
  /** Its passage, counted over all sources, and its place in that; the next one in the text has the next place. */
  readonly passage: number;
  readonly at: number;
  readonly stems: ReadonlySet<string>;
  readonly length: number;
  readonly headingStems: ReadonlySet<string>;
  /** The passage's own score, 0 to 1. */
  readonly prior: number;
  /** Whether it opens its passage. */
  readonly opens: boolean;
  /** Whether it needs the sentence before it. */
  readonly pointsBack: boolean;
}

/** A sentence with what it is worth as a quote. */
export interface Scored extends Candidate {
  /** Which share of what was asked it has, from 0 to 1: of the question's terms, rare ones weighing more. Half of it where it should say what a thing is, and does not. */
  readonly coverage: number;
  /** By its form, about 1. */
  readonly worth: number;
  /** 0 where it is not about the question. */
  readonly score: number;
}

/** Enough to find the best among, few enough to compare with each other. */
const MAX_CANDIDATES = 400;
/** How many of the most relevant sentences the others are compared with, and how much they must share to be akin. */
const MODELS = 3;
const KIN = 0.25;
/** BM25's saturation and length normalisation; sentences differ less in length than documents. */
const K1 = 1.2;
const B = 0.5;

/**
 * BM25 of the question's terms over the sentences times how many of them are there, as a share of the best; a little more for kinship with the most relevant ones, for
 * what its heading promises, for a good passage and for being its first. Where no sentence has a term, all but these decide.
 */
export function scoreSentences(evidence: Evidence): Scored[] {
  const {question, analysis} = evidence;
  const candidates = candidatesOf(evidence);
  const terms = new Set(stemsOf(analysis.terms.join(' ') || question, analysis.language));
  const worthOf = sentenceWorth(evidence, terms);
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

  return candidates.map((candidate) => {
    const worth = worthOf(candidate.text, candidate.title, candidate.opens);
    const relevance = best > 0 ? relevanceOf(candidate) / best : 0;
    const kinship = best > 0 ? Math.max(0, ...models.filter((model) => model !== candidate).map(({stems}) => share(candidate.stems, stems))) : 0;
    const promised = weigh(candidate.headingStems) / whole;
    // "They are …" under the right heading may be the answer; whatever else stands there is not.
    if (best > 0 && relevance === 0 && (promised === 0 || kinship < KIN)) return {...candidate, worth, coverage: 0, score: 0};
    const score = relevance + 0.3 * kinship + 0.3 * promised + 0.15 * candidate.prior + (candidate.opens ? 0.05 : 0);
    return {...candidate, worth, coverage: Math.min(1, worth) * (weigh(candidate.stems) / whole) * (analysis.intent === 'definition' && !defines(candidate.text, terms) ? 0.5 : 1), score: score * worth};
  });
}

function candidatesOf({analysis: {language}, sources}: Evidence): Candidate[] {
  const used = sources.filter(({used}) => used);
  const best = Math.max(...used.flatMap(({passages}) => passages.map(({score}) => score)), Number.MIN_VALUE);
  const split = sentenceSplitter(language);
  const all = used.flatMap(({n, title, passages}) => passages.map((passage) => ({n, title, ...passage})));
  const candidates: Candidate[] = [];
  for (const [passage, {n, title, text: whole, heading = '', score}] of all.entries()) {
    const headingStems = new Set(stemsOf(`${title} ${heading}`, language));
    const prior = Math.max(0, score / best);
    for (const [index, {text, at}] of split(whole).entries()) {
      const stems = stemsOf(text, language);
      candidates.push({n, title, text, passage, at, stems: new Set(stems), length: stems.length, headingStems, prior, opens: index === 0, pointsBack: pointsBack(text)});
      if (candidates.length >= MAX_CANDIDATES) return candidates;
    }
  }
  return candidates;
}

const rarity = (all: number, having: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5));

/** Which share of one set is in the other. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const item of one) if (other.has(item)) both++;
  return one.size === 0 ? 0 : both / one.size;
}
