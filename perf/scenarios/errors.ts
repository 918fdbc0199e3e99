/** perf/scenarios - how many questions of many end without an answer, 20 at a time over the corpus with a model. */
import {from, lastValueFrom, mergeMap, range, toArray} from 'rxjs';
import {openAiStandIn} from '../../test/support/openai-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {type Percentiles, percentiles, round} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {questions} from '../support/seed-corpus.ts';
import {timeSession} from '../support/time-session.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'errors',
  asks: 'How many questions of many end without an answer, twenty at a time?',
  run: measureErrors,
};

/** What became of the questions. */
export interface ErrorsResult {
  readonly sessions: number;
  readonly errors: number;
  readonly errorPercent: number;
  /** From sending to the first frame, in milliseconds, with 20 at a time. */
  readonly status: Percentiles;
}

const AT_ONCE = 20;

/** Many questions, twenty at a time. */
async function measureErrors({short}: RunOptions): Promise<ErrorsResult> {
  const sessions = short ? 60 : 200;
  const llm = await openAiStandIn({brisk: {tokens: Array.from({length: 40}, (_, index) => `word${index} [1] `), tokenMs: 5}});
  await using server = await runServer({LLM_BASE_URL: llm.url, LLM_MODELS: 'brisk', LLM_ANALYSIS: 'off'});
  await server.printed(/Corpus/);
  const all = await lastValueFrom(
    range(sessions).pipe(
      mergeMap((index) => from(timeSession(server.url, {question: questions[index % questions.length]})), AT_ONCE),
      toArray(),
    ),
  );
  await llm.close();
  const errors = all.filter(({outcome}) => outcome !== 'done').length;
  return {
    sessions,
    errors,
    errorPercent: round((100 * errors) / sessions),
    status: percentiles(all.flatMap(({status}) => status ?? [])),
  };
}
