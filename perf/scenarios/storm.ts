/** perf/scenarios - five hundred readers a second connect and go for a minute: afterwards the server is as it was. */
import {once} from 'node:events';
import {connect} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {runServer} from '../../test/support/run-server.ts';
import {round} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'storm',
  asks: 'Five hundred readers a second come and go for a minute: is the server then as it was?',
  onlyByName: true,
  run: measureStorm,
};

/** What the minute left behind. */
export interface StormResult {
  readonly connections: number;
  readonly perSecond: number;
  /** What a settled server has more than before. */
  readonly readersLeft: number;
  readonly handlesLeft: number;
  readonly heapGrowthMb: number;
}

const PER_SECOND = 500;
const SECONDS = 60;

/** Comes from another address of loopback each time, and resets, so that ports last. */
async function comeAndGo(port: number, path: string, index: number): Promise<void> {
  const socket = connect({port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (index % 250)}`}).on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await Promise.race([once(socket, 'data'), once(socket, 'close')]).catch(() => undefined);
  socket.resetAndDestroy();
}

async function measureStorm(): Promise<StormResult> {
  await using server = await runServer({CORPUS: 'test/fixtures/corpus', GRACE_MS: '600000'});
  const {eventsUrl} = await server.ask({question: 'What causes the tides?'});
  const port = Number(new URL(server.url).port);
  const settled = async () => {
    await sleep(8_000);
    const text = await (await fetch(`${server.url}/metrics`, {headers: {connection: 'close'}})).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
    return {readers: figure('llm_window_readers'), handles: figure('nodejs_active_handles_total'), heapMb: figure('nodejs_heap_size_used_bytes') / 1_048_576};
  };
  for (let index = 0; index < PER_SECOND; index++) await comeAndGo(port, eventsUrl, index); // what the first readers load stays
  const before = await settled();
  const startedAt = performance.now();
  let index = 0;
  const all: Promise<void>[] = [];
  while (performance.now() - startedAt < SECONDS * 1_000) {
    const due = Math.min((performance.now() - startedAt) / 1_000, SECONDS) * PER_SECOND;
    for (; index < due; index++) all.push(comeAndGo(port, eventsUrl, index));
    await sleep(10);
  }
  await Promise.all(all);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await settled();
  return {connections: index, perSecond: round(index / seconds), readersLeft: after.readers - before.readers, handlesLeft: after.handles - before.handles, heapGrowthMb: round(after.heapMb - before.heapMb)};
}
