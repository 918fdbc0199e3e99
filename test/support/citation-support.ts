/** test/support - the labelled set of sentences that a source does or does not support, and how well the check tells them apart. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {citationChecker, SUPPORTED} from '../../server/citations/check-citations.ts';
import {evidence, source} from './evidence.ts';

/** A source and sentences that cite it. */
export interface LabelledSource {
  readonly domain: string;
  readonly language: string;
  readonly title: string;
  readonly text: string;
  /** Kind of sentence, whether the text supports it, the sentence. */
  readonly claims: readonly (readonly [kind: string, supported: boolean, text: string])[];
}

/** One sentence and what the check says of it. */
export interface Verdict {
  readonly kind: string;
  readonly text: string;
  readonly expected: boolean;
  readonly score: number;
  readonly supported: boolean;
}

/** All labelled sources. The constants of the check were chosen on the even ones; the odd ones were only measured. */
export const labelledSources = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/citation-support.json'), 'utf8')) as readonly LabelledSource[];

/** Checks every sentence of one half against its source, and the supported ones against a wrong source as well. */
export function checkHalf(half: 'tuned' | 'held out'): Verdict[] {
  return labelledSources.flatMap((labelled, index) => {
    if ((index % 2 === 0) !== (half === 'tuned')) return [];
    const others = labelledSources.filter((other) => other.language === labelled.language && other !== labelled).slice(0, 2);
    const sources = [labelled, ...others].map(({title, text}, at) => source(at + 1, text, {title}));
    const check = citationChecker(evidence({sources, analysis: {queries: [], language: labelled.language, terms: [], intent: 'answer'}}));
    const verdictOn = (kind: string, expected: boolean, text: string, n: number): Verdict => {
      const [citation] = check({text, citations: [{n, start: 0, end: 3}]});
      return {kind, text, expected, score: citation?.score ?? 0, supported: citation?.supported === true};
    };
    return labelled.claims.flatMap(([kind, expected, text]) => [
      verdictOn(kind, expected, text, 1),
      ...(expected && others.length > 0 ? [verdictOn('wrong source', false, text, 2)] : []),
    ]);
  });
}

/** How many of the sentences that are called supported are, and how many that are are called so. */
export function precisionAndRecall(verdicts: readonly Verdict[], threshold = SUPPORTED): {readonly precision: number; readonly recall: number} {
  const called = verdicts.filter(({score}) => score >= threshold);
  const right = called.filter(({expected}) => expected).length;
  return {precision: right / called.length, recall: right / verdicts.filter(({expected}) => expected).length};
}
