/** perf/scenarios - how soon a reader sees something: first status, first source, first text, the end. No models: the corpus and its quotes. */
import {runServer} from '../../test/support/run-server.ts';
import {type Percentiles, percentiles} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';
import {questions} from '../support/seed-corpus.ts';
import {type SessionTimes, timeSession} from '../support/time-session.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'first',
  asks: 'How soon does a reader see something: first status, first source, first text?',
  run: measureFirst,
};

/** Times in milliseconds from sending the question. */
export interface FirstResult {
  readonly status: Percentiles;
  readonly source: Percentiles;
  readonly token: Percentiles;
  readonly end: Percentiles;
}

const ROUNDS = 3;

/** One question at a time, each a few times. */
async function measureFirst(): Promise<FirstResult> {
  await using server = await runServer();
  await server.printed(/Corpus/);
  await timeSession(server.url, {question: questions[0]}); // what only the first question pays: reported by the browser scenario
  const all: SessionTimes[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of questions) all.push(await timeSession(server.url, {question}));
  }
  const of = (key: 'status' | 'source' | 'token' | 'end') => percentiles(all.flatMap((times) => times[key] ?? []));
  return {status: of('status'), source: of('source'), token: of('token'), end: of('end')};
}
