/** perf/scenarios - the plain routes under autocannon, which runs in workers of its own: requests a second and latency in milliseconds, over keep-alive connections. */
import autocannon from 'autocannon';
import {round} from '../support/percentiles.ts';
import {cpuSecondsOf} from '../support/process-figures.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {startOurs} from '../support/start-ours.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'http',
  asks: 'How many requests a second do the plain routes answer, and how soon?',
  run: measureHttp,
};

const CONNECTIONS = 20;

async function measureHttp({short}: RunOptions): Promise<object> {
  await using server = await startOurs({settings: {RATE_LIMIT: '', MAX_SESSIONS: '100000', MAX_ENDED_SESSIONS: '50'}});
  const {url} = server.said;
  const {id} = await server.running.ask({question: 'What causes the tides?', models: ['extractive']});
  const routes: Readonly<Record<string, {readonly path: string; readonly body?: string}>> = {
    health: {path: '/healthz'},
    models: {path: '/v1/models'},
    snapshot: {path: `/v1/sessions/${id}`},
    page: {path: '/'},
    element: {path: '/llm-window.js'},
    start: {path: '/v1/sessions', body: JSON.stringify({question: 'What causes the tides?', models: ['extractive']})},
  };
  const rows: Record<string, object> = {};
  for (const [name, {path, body}] of Object.entries(routes)) {
    const before = cpuSecondsOf(server.pid);
    const run = await autocannon({url: url + path, connections: CONNECTIONS, duration: short ? 1 : 3, workers: 1, ...(body !== undefined && {method: 'POST', headers: {'content-type': 'application/json'}, body})});
    const after = cpuSecondsOf(server.pid);
    const answered = run['2xx'] + run.non2xx;
    rows[name] = {
      perSecond: Math.round(run.requests.average),
      p50: run.latency.p50,
      p99: run.latency.p99,
      ...(before !== undefined && after !== undefined && answered > 0 && {cpuUs: round(((after - before) * 1e6) / answered)}),
      errors: run.errors,
      refused: run.non2xx,
    };
  }
  return rows;
}
