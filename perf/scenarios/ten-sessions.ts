/** perf/scenarios - memory and CPU of the server while ten readers each follow an answer over the corpus at 50 tokens a second. */
import {openAiStandIn} from '../../test/support/openai-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {round} from '../support/percentiles.ts';
import {readUsage, usageWhile} from '../support/process-usage.ts';
import type {Scenario} from '../support/scenario.ts';
import {questions} from '../support/seed-corpus.ts';
import {timeSession} from '../support/time-session.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'ten-sessions',
  asks: 'What do ten readers at 50 tokens a second cost in memory and CPU?',
  run: measureTenSessions,
};

/** Memory in MiB of resident set, CPU in percent of one core. */
export interface TenSessionsResult {
  readonly idleRssMb: number;
  readonly peakRssMb: number;
  readonly cpuPercent: number;
  readonly bytesPerToken: number;
  readonly done: number;
}

const SESSIONS = 10;
const TOKENS = 750;
const TOKEN_MS = 20;

/** Ten sessions at once, 15 seconds of text each. */
async function measureTenSessions(): Promise<TenSessionsResult> {
  const tokens = Array.from({length: TOKENS}, (_, index) => `token ${String(index).padStart(7, '0')} `);
  const llm = await openAiStandIn({steady: {tokens, tokenMs: TOKEN_MS}});
  await using server = await runServer({LLM_BASE_URL: llm.url, LLM_MODELS: 'steady', LLM_ANALYSIS: 'off'});
  await server.printed(/Corpus/);
  const {rssMb: idleRssMb} = await readUsage(server.url);
  const {result, peakRssMb, cpuPercent} = await usageWhile(server.url, () =>
    Promise.all(Array.from({length: SESSIONS}, (_, index) => timeSession(server.url, {question: questions[index % questions.length]}))),
  );
  await llm.close();
  const bytes = result.reduce((sum, session) => sum + session.bytes, 0);
  return {idleRssMb, peakRssMb, cpuPercent, bytesPerToken: round(bytes / (SESSIONS * TOKENS)), done: result.filter(({outcome}) => outcome === 'done').length};
}
