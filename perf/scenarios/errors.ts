/** perf/scenarios - how many questions of many end without an answer, 20 at a time over the corpus with a model; and how fast sessions are taken. */
import autocannon from 'autocannon';
import {from, lastValueFrom, mergeMap, range, toArray} from 'rxjs';
import {openAiStandIn} from '../../test/support/openai-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {type Percentiles, percentiles, round} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';
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
  /** `GET /v1/models` by autocannon, for scale: requests a second and those that failed. */
  readonly plainRequestsPerSecond: number;
  readonly plainErrors: number;
}

const SESSIONS = 200;
const AT_ONCE = 20;

/** Two hundred questions, twenty at a time. */
async function measureErrors(): Promise<ErrorsResult> {
  const llm = await openAiStandIn({brisk: {tokens: Array.from({length: 40}, (_, index) => `word${index} [1] `), tokenMs: 5}});
  await using server = await runServer({LLM_BASE_URL: llm.url, LLM_MODELS: 'brisk', LLM_ANALYSIS: 'off'});
  await server.printed(/Corpus/);
  const all = await lastValueFrom(
    range(SESSIONS).pipe(
      mergeMap((index) => from(timeSession(server.url, {question: questions[index % questions.length]})), AT_ONCE),
      toArray(),
    ),
  );
  const plain = await autocannon({url: `${server.url}/v1/models`, connections: 20, duration: 5});
  await llm.close();
  const errors = all.filter(({outcome}) => outcome !== 'done').length;
  return {
    sessions: SESSIONS,
    errors,
    errorPercent: round((100 * errors) / SESSIONS),
    status: percentiles(all.flatMap(({status}) => status ?? [])),
    plainRequestsPerSecond: round(plain.requests.average),
    plainErrors: plain.errors + plain.non2xx,
  };
}
