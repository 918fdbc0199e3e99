/** server/citations - how well the text of a source supports a sentence: which share of what it says is there. Pure. */
import {countShared} from '../enrichment/words.ts';
import type {Terms} from './claim-terms.ts';
import {areOpposed} from './opposites.ts';
import {numberKey, type SourceIndex, type SourceSentence} from './source-index.ts';

/** How much a word tells: rare ones more. */
export type Weigh = (word: string) => number;

/** How well one source supports a sentence. */
export interface Support {
  /** 0 to 1. */
  readonly score: number;
  /** Which share of the words is there, whatever speaks against it. */
  readonly coverage: number;
  /** The sentence of the source that supports it best; undefined when none has anything of it. */
  readonly best: SourceSentence | undefined;
}

/** What a word is worth that stands in the sentence itself, in those next to it or its heading, elsewhere in the source. */
const IN_SENTENCE = 1;
const NEARBY = 0.8;
const ELSEWHERE = 0.45;
/** A word of which only the beginning is there. */
const AKIN = 0.85;
const KIN_LENGTH = 5;
/** Names and numbers are what a sentence is mostly cited for. */
const NAME_WEIGHT = 1.5;
const NUMBER_WEIGHT = 2;
/** What is left of the score when the source denies what the sentence says, or says the opposite; has none of a number, of a name, of
 * the word that the sentence opens with, which may be a name. */
const DENIED = 0.45;
const OPPOSED = 0.5;
const NUMBER_MISSING = 0.45;
const NUMBER_ELSEWHERE = 0.75;
const NAME_MISSING = 0.65;
const OPENING_MISSING = 0.85;

/** Scores a sentence against a source. */
export function scoreSupport(claim: Terms, source: SourceIndex, weigh: Weigh): Support {
  const parts = [
    ...Array.from(claim.words, (word) => ({word, weight: weigh(word) * (claim.names.has(word) ? NAME_WEIGHT : 1)})),
    ...Array.from(claim.numbers, (number) => ({word: numberKey(number), weight: weigh(numberKey(number)) * NUMBER_WEIGHT})),
  ];
  const whole = parts.reduce((sum, {weight}) => sum + weight, 0);
  if (whole === 0) return {score: 0, coverage: 0, best: undefined};
  const all = withKin(source.all);
  let top: {found: number; sentence: SourceSentence} | undefined;
  for (const sentence of source.sentences) {
    const own = withKin(sentence.own);
    const around = withKin(sentence.around);
    let found = 0;
    for (const {word, weight} of parts) found += weight * Math.max(IN_SENTENCE * has(own, word), NEARBY * has(around, word), ELSEWHERE * has(all, word));
    if (found > (top?.found ?? 0)) top = {found, sentence};
  }
  // The sentence that says most of it is the one that may deny it; another one with less of it does not make up for that.
  const coverage = Math.min(1, (top?.found ?? 0) / whole);
  return {score: top ? coverage * truthOf(claim, top.sentence, source) : 0, coverage, best: top?.sentence};
}

/** What speaks against it although the words are there. */
function truthOf(claim: Terms, sentence: SourceSentence, source: SourceIndex): number {
  const clauses = relevantClauses(claim, sentence);
  let left = clauses.some(({negated}) => negated === claim.negated) ? 1 : DENIED;
  if (areOpposed(claim.directions, sentence.directions)) left *= OPPOSED;
  for (const number of claim.numbers) {
    const key = numberKey(number);
    if (!source.all.has(key)) left *= NUMBER_MISSING;
    else if (!sentence.numbers.has(number) && !sentence.around.has(key)) left *= NUMBER_ELSEWHERE;
  }
  const all = withKin(source.all);
  for (const name of claim.names) if (has(all, name) === 0) left *= NAME_MISSING;
  if (claim.opening !== undefined && has(all, claim.opening) === 0) left *= OPENING_MISSING;
  return left;
}

/** The clauses that share about as much with the claim as the one that shares most. */
function relevantClauses(claim: Terms, {clauses}: SourceSentence): readonly Terms[] {
  const shared = clauses.map(({words}) => countShared(claim.words, words));
  const most = Math.max(...shared);
  return clauses.filter((_, index) => (shared[index] ?? 0) >= most / 2);
}

interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
}

const vocabularies = new WeakMap<ReadonlySet<string>, Vocabulary>();

/** The same sets are asked for with every claim. */
function withKin(words: ReadonlySet<string>): Vocabulary {
  const known = vocabularies.get(words);
  if (known) return known;
  const made = {words, beginnings: new Set(Array.from(words).filter((word) => word.length >= KIN_LENGTH && !word.startsWith('#')).map((word) => word.slice(0, KIN_LENGTH)))};
  vocabularies.set(words, made);
  return made;
}

const has = ({words, beginnings}: Vocabulary, word: string): number => {
  if (words.has(word)) return 1;
  return word.length >= KIN_LENGTH && !word.startsWith('#') && beginnings.has(word.slice(0, KIN_LENGTH)) ? AKIN : 0;
};
