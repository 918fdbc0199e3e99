/** perf/scenarios - what checking citations costs, and how often it is right: a long answer over a full budget of evidence, then the labelled set. */
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {firstValueFrom} from 'rxjs';
import {checkCitations} from '../../server/citations/check-citations.ts';
import {findCitations} from '../../server/citations/find-citations.ts';
import {MarkerResolver} from '../../server/citations/marker-resolver.ts';
import {checkHalf, labelledSources, precisionAndRecall} from '../../test/support/citation-support.ts';
import {evidence, source} from '../../test/support/evidence.ts';
import {round} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'citations',
  asks: 'What does checking citations cost, and how often is it right?',
  onlyByName: true,
  run: measureCitations,
};

/** Times in milliseconds. */
export interface CitationsResult {
  readonly answerLength: number;
  readonly citations: number;
  /** To resolve the markers of the whole answer, in pieces of four characters. */
  readonly resolveMs: number;
  /** From the end of the answer to its checked citations. */
  readonly checkMs: number;
  /** The processor's time for it. */
  readonly checkCpuMs: number;
  /** The longest that the event loop waited meanwhile. */
  readonly longestBlockMs: number;
  readonly tuned: {readonly precision: number; readonly recall: number};
  readonly heldOut: {readonly precision: number; readonly recall: number};
}

const ANSWER_LENGTH = 100_000;
const PIECE = 4;

/** Eight sources of some 3,000 characters each: what a prompt holds. */
const sources = labelledSources.slice(0, 8).map(({title, text}, index) => source(index + 1, Array.from({length: 8}, (_, at) => ({text: `${text} ${at}`, heading: title, score: 1})), {title}));

const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** One long answer. */
async function measureCitations(): Promise<CitationsResult> {
  const known = new Set(sources.map(({n}) => n));
  const sentences = labelledSources.slice(0, 8).flatMap(({claims}, index) => claims.map(([, , claim]) => `${claim} [${index + 1}] `));
  const answer = sentences.join('').repeat(Math.ceil(ANSWER_LENGTH / sentences.join('').length)).slice(0, ANSWER_LENGTH);
  const resolver = new MarkerResolver(known);
  const resolvedFrom = performance.now();
  for (let at = 0; at < answer.length; at += PIECE) resolver.push(answer.slice(at, at + PIECE));
  resolver.end();
  const resolveMs = performance.now() - resolvedFrom;

  const delay = monitorEventLoopDelay({resolution: 1});
  delay.enable();
  const checkedFrom = performance.now();
  const cpuFrom = process.cpuUsage();
  const checked = await firstValueFrom(checkCitations(resolver.text, findCitations(resolver.text, known), evidence({sources})));
  const checkMs = performance.now() - checkedFrom;
  const {user, system} = process.cpuUsage(cpuFrom);
  delay.disable();
  const rounded = ({precision, recall}: {precision: number; recall: number}) => ({precision: hundredth(precision), recall: hundredth(recall)});
  return {
    answerLength: resolver.text.length,
    citations: checked.length,
    resolveMs: round(resolveMs),
    checkMs: round(checkMs),
    checkCpuMs: round((user + system) / 1_000),
    longestBlockMs: round(delay.max / 1e6),
    tuned: rounded(precisionAndRecall(checkHalf('tuned'))),
    heldOut: rounded(precisionAndRecall(checkHalf('held out'))),
  };
}
