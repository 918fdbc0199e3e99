/** server/citations - checks the citations of a finished text against what the models were given of their sources. */
import {catchError, concatMap, defer, from, map, type Observable, of, reduce, timer} from 'rxjs';
import type {Citation} from '../../shared/source.ts';
import {detectLanguage} from '../analysis/detect-language.ts';
import type {Evidence, EvidenceSource} from '../pipeline/handoff.ts';
import {citationGroups, type Claim, claimOf} from './cited-claim.ts';
import {termsOf} from './claim-terms.ts';
import {scoreSupport, type Support, type Weigh} from './score-support.ts';
import {indexSource, type SourceIndex, type SourceSentence} from './source-index.ts';

/** From this score on a sentence is called supported; see docs/decisions/0018-citation-check.md for where it comes from. */
export const SUPPORTED = 0.55;
/** Where several sources say a sentence together, one that has at least this share of its words supports its part. */
const CONTRIBUTES = 0.35;
/** `See [2]` says nothing that could be checked. */
const FEWEST_WORDS = 2;
/** Claims that are checked in one turn of the event loop, and in all; those beyond are left unchecked. */
const CLAIMS_PER_TURN = 10;
const MAX_CLAIMS = 400;
const MAX_QUOTE_LENGTH = 300;
/** As much of a source tells its language. */
const LANGUAGE_SAMPLE = 600;

/**
 * Scores every citation, says whether its source supports the sentence, and quotes the part that does so best.
 * A number without a source, or with one that the models were given nothing of, is not supported: it has no score. What says nothing is
 * left unchecked. A sentence in another language than its source shares no words with it: unless it is
 * supported nonetheless, it is left unchecked.
 *
 * Emits once, and never errors: what can't be checked is left unchecked. A long text is checked over several turns of the event loop.
 * @param citations - In the text's order.
 */
export const checkCitations = (text: string, citations: readonly Citation[], evidence: Evidence): Observable<Citation[]> =>
  defer(() => {
    const check = citationChecker(evidence);
    const groups = citationGroups(text, citations);
    const checked = Math.min(groups.length, MAX_CLAIMS);
    const turns = Array.from({length: Math.ceil(checked / CLAIMS_PER_TURN)}, (_, turn) => turn * CLAIMS_PER_TURN);
    return from(turns).pipe(
      concatMap((first) => (first === 0 ? of(first) : timer(0).pipe(map(() => first)))),
      map((first) => groups.slice(first, Math.min(first + CLAIMS_PER_TURN, checked)).flatMap((_, index) => check(claimOf(text, groups, first + index, evidence.analysis.language)))),
      reduce((all: Citation[], more) => [...all, ...more], []),
      map((all) => [...all, ...groups.slice(checked).flat()]),
    );
  }).pipe(catchError(() => of([...citations])));

/** Makes what checks the claims over one body of evidence; each source is read when it is first cited. */
export function citationChecker({analysis, sources}: Evidence): (claim: Claim) => Citation[] {
  const used = new Map(sources.filter((source) => source.used && source.passages.length > 0).map((source) => [source.n, source]));
  const languages = new Map<number, string>();
  const languageOf = (source: EvidenceSource): string => {
    const known = languages.get(source.n) ?? detectLanguage(sampleOf(source));
    languages.set(source.n, known);
    return known;
  };
  const indexes = new Map<number, SourceIndex>();
  const indexOf = (source: EvidenceSource): SourceIndex => {
    const known = indexes.get(source.n) ?? indexSource(source, languageOf(source));
    indexes.set(source.n, known);
    return known;
  };
  let weigh: Weigh | undefined;

  return ({text, citations}) => {
    const cited = citations.flatMap(({n}) => used.get(n) ?? []);
    const unchecked = citations.map((citation) => (used.has(citation.n) ? citation : {...citation, supported: false}));
    const {words, numbers} = termsOf(text, analysis.language);
    if (cited.length === 0 || words.size + numbers.size < FEWEST_WORDS) return unchecked;
    weigh ??= weigher([...used.values()].map(indexOf));
    const scoring = weigh;
    const supports = new Map<number, Support>();
    for (const source of cited) supports.set(source.n, scoreSupport(termsOf(text, languageOf(source)), indexOf(source), scoring));
    const bests = [...supports.values()].flatMap(({best}) => best ?? []);
    const together = bests.length > 1 ? scoreSupport(termsOf(text, analysis.language), joined(bests, cited.map(indexOf)), scoring).score : 0;

    return citations.map((citation): Citation => {
      const source = used.get(citation.n);
      const support = supports.get(citation.n);
      if (!source || !support) return {...citation, supported: false};
      const score = Math.round(support.score * 100) / 100;
      const supported = score >= SUPPORTED || (together >= SUPPORTED && support.coverage >= CONTRIBUTES);
      if (!supported && areForeign(detectLanguage(text), languageOf(source))) return citation;
      return {...citation, score, supported, ...(support.best && {quote: quoteOf(support.best.text)})};
    });
  };
}

/** Whether two languages are known to differ. */
const areForeign = (one: string, other: string): boolean => one !== 'und' && other !== 'und' && one !== other;

const sampleOf = ({passages}: EvidenceSource): string => passages.map(({text}) => text).join(' ').slice(0, LANGUAGE_SAMPLE);

/** Words that few sentences have weigh more. What none has is often another word for what one has, and weighs as if some had it. */
function weigher(indexes: readonly SourceIndex[]): Weigh {
  const having = new Map<string, number>();
  let sentences = 0;
  for (const {sentences: own} of indexes) {
    for (const {own: words} of own) {
      sentences += 1;
      for (const word of words) having.set(word, (having.get(word) ?? 0) + 1);
    }
  }
  return (word) => Math.log(1 + (sentences + 1) / ((having.get(word) ?? sentences * UNKNOWN) + 1));
}

/** The share of sentences that an unknown word is taken to be in. */
const UNKNOWN = 0.1;

/** What several sources say, each in one sentence, as if one said it. */
function joined(sentences: readonly SourceSentence[], indexes: readonly SourceIndex[]): SourceIndex {
  const union = (sets: readonly ReadonlySet<string>[]) => new Set(sets.flatMap((set) => [...set]));
  const sentence: SourceSentence = {
    text: sentences.map(({text}) => text).join(' '),
    own: union(sentences.map(({own}) => own)),
    around: union(sentences.map(({around}) => around)),
    clauses: sentences.flatMap(({clauses}) => clauses),
    words: union(sentences.map(({words}) => words)),
    names: union(sentences.map(({names}) => names)),
    opening: undefined,
    numbers: union(sentences.map(({numbers}) => numbers)),
    negated: sentences.some(({negated}) => negated),
    directions: union(sentences.map(({directions}) => directions)),
  };
  return {sentences: [sentence], all: union(indexes.map(({all}) => all))};
}

const quoteOf = (sentence: string): string => (sentence.length <= MAX_QUOTE_LENGTH ? sentence : `${sentence.slice(0, MAX_QUOTE_LENGTH - 1).toWellFormed().replace(/\uFFFD$/u, '').trimEnd()}…`);
