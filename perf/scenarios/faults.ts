/**
 * perf/scenarios - a thousand questions over models that fail in every way a model server can: 5 % of the calls in each of twelve ways. Every
 * session must end once, nearly all with an answer, and nothing may be left open afterwards.
 */
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {from, lastValueFrom, mergeMap, range, toArray} from 'rxjs';
import {openAiStandIn, type StandInModel} from '../../test/support/openai-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {hearSession, type HeardSession} from '../support/hear-session.ts';
import {seeded} from '../support/many-documents.ts';
import {round} from '../support/percentiles.ts';
import {readFigure, readUsage} from '../support/process-usage.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'faults',
  asks: 'Models that fail in twelve ways: do readers still get answers, and is anything left open?',
  run: measureFaults,
};

/** The server waits for ten seconds of calm before it saves memory again: that timer is none that was left. In milliseconds. */
const CALM_MS = 11_000;

/** What became of the questions; shares in percent of sessions. */
export interface FaultsResult {
  readonly sessions: number;
  readonly calls: number;
  /** Calls that were given each fault; the rest was answered well. */
  readonly faults: Readonly<Record<string, number>>;
  /** Sessions that ended other than `done`, or not at all, or more than once. */
  readonly errorPercent: number;
  readonly withoutOneEnd: number;
  /** Sessions in which an answer was delivered, the last resort's included. */
  readonly recoveryPercent: number;
  /** In which a model answered, not only the last resort. */
  readonly modelAnswerPercent: number;
  readonly synthesisPercent: number;
  readonly retries: number;
  readonly takeovers: number;
  /** Sockets that the model server still has, after idle connections had time to go. */
  readonly openSockets: number;
  /** Timers and sockets of the server, more than before the first question. */
  readonly timersLeft: number;
  readonly socketsLeft: number;
  readonly sessionsRunning: number;
  /** Resident set after each half, in MiB. */
  readonly rssHalfMb: number;
  readonly rssEndMb: number;
  readonly seconds: number;
}

const AT_ONCE = 40;
/** A deadline that a slow fault passes, in milliseconds. */
const DEADLINE_MS = 1_000;
/** How long one session may take to end before it counts as hanging, in milliseconds. */
const PATIENCE_MS = 60_000;

const TOKENS = ['Tides are ', 'caused by ', 'the Möön 🌙 ', 'and the Sun. [1]'];
const FAULTS: Readonly<Record<string, StandInModel>> = {
  'slow headers': {headersMs: 3 * DEADLINE_MS},
  silence: {fault: 'silence'},
  'error chunk': {fault: 'error-chunk'},
  'cut socket': {fault: 'cut'},
  'garbage line': {fault: 'garbage'},
  'split UTF-8': {chunkBytes: 3},
  CRLF: {lineEnd: '\r\n'},
  '1-byte chunks': {chunkBytes: 1},
  '10 MB line': {fault: 'huge-line'},
  '429': {fault: 'rate-limited', retryAfter: 1},
  '401': {fault: 'unauthorized'},
  'HTML error page': {fault: 'html-error'},
};
const SHARE = 0.05;

/** Many questions to two models and their fallback, forty at a time. */
async function measureFaults({short}: RunOptions): Promise<FaultsResult> {
  const sessions = short ? 200 : 1_000;
  const random = seeded(1);
  const faults: Record<string, number> = {};
  const next = (): StandInModel => {
    const [name, fault] = Object.entries(FAULTS)[Math.floor(random() / SHARE)] ?? [];
    if (name !== undefined) faults[name] = (faults[name] ?? 0) + 1;
    return {tokens: TOKENS, tokenMs: 5, ...fault};
  };
  const llm = await openAiStandIn({a: next, b: next, c: next});
  await using server = await runServer({
    CORPUS: join(import.meta.dirname, '../../test/fixtures/corpus'),
    LLM_BASE_URL: llm.url,
    LLM_MODELS: 'a,b',
    LLM_FALLBACKS: 'c',
    LLM_ANALYSIS: 'off',
    LLM_FIRST_TOKEN_MS: String(DEADLINE_MS),
    LLM_IDLE_MS: String(DEADLINE_MS),
    MAX_ENDED_SESSIONS: '20',
    LOG_LEVEL: 'silent',
  });
  await server.printed(/Corpus/);
  const ask = async (count: number): Promise<HeardSession[]> =>
    lastValueFrom(
      range(count).pipe(
        mergeMap(() => from(hearSession(server.url, {question: 'What causes the tides of the sea?'}, PATIENCE_MS)), AT_ONCE),
        toArray(),
      ),
    );

  await hearSession(server.url, {question: 'What is bread?', models: ['extractive']}, PATIENCE_MS); // what only the first question starts
  const before = await leftOvers(server.url);
  const startedAt = performance.now();
  const firstHalf = await ask(sessions / 2);
  const {rssMb: rssHalfMb} = await readUsage(server.url);
  const all = [...firstHalf, ...(await ask(sessions / 2))];
  const seconds = round((performance.now() - startedAt) / 1_000);
  // Kept connections go after 4 s without use, and so do those of this process.
  for (let waited = 0; waited < 40 && llm.openSockets > 0; waited++) await sleep(250);
  await sleep(CALM_MS);
  const {openSockets} = llm;
  const after = await leftOvers(server.url);
  const {rssMb: rssEndMb} = await readUsage(server.url);
  const sessionsRunning = await readFigure(server.url, 'llm_window_sessions_running');
  await llm.close();

  const share = (holds: (session: HeardSession) => boolean) => round((100 * all.filter(holds).length) / sessions);
  const sum = (count: (session: HeardSession) => number) => all.reduce((total, session) => total + count(session), 0);
  return {
    sessions,
    calls: llm.calls.filter(({path}) => path.endsWith('/completions')).length,
    faults,
    errorPercent: share(({outcomes}) => outcomes.join() !== 'done'),
    withoutOneEnd: all.filter(({outcomes}) => outcomes.length !== 1).length,
    recoveryPercent: share(({answeredBy}) => answeredBy.length > 0),
    modelAnswerPercent: share(({answeredBy}) => answeredBy.some((model) => model !== 'extractive')),
    synthesisPercent: share(({hasSynthesis}) => hasSynthesis),
    retries: sum(({retries}) => retries),
    takeovers: sum(({takeovers}) => takeovers),
    openSockets,
    timersLeft: Math.max(0, after.timers - before.timers),
    socketsLeft: Math.max(0, after.sockets - before.sockets),
    sessionsRunning,
    rssHalfMb,
    rssEndMb,
    seconds,
  };
}

async function leftOvers(url: string): Promise<{readonly timers: number; readonly sockets: number}> {
  return {timers: await readFigure(url, 'nodejs_active_resources{type="Timeout"}'), sockets: await readFigure(url, 'nodejs_active_resources{type="TCPSocketWrap"}')};
}
