/** perf/scenarios - what a minute of not reading costs: fifty readers stop, one reads at full speed. */
import {once} from 'node:events';
import {connect} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {openAiStandIn} from '../../test/support/openai-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {round} from '../support/percentiles.ts';
import {readUsage} from '../support/process-usage.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'slow-readers',
  asks: 'What does a minute of not reading cost?',
  onlyByName: true,
  run: measureSlowReaders,
};

/** Memory of the server in MiB. */
export interface SlowReaderResult {
  readonly withoutMb: number;
  readonly withMb: number;
  readonly kbPerSlowReader: number;
  readonly seconds: number;
}

const READERS = 50;
const SECONDS = 60;

async function streamFor(slowReaders: number): Promise<number> {
  const tokens = Array.from({length: SECONDS * 200}, (_, index) => `token ${index} of a long answer `);
  const llm = await openAiStandIn({steady: {tokens, tokenMs: 5}});
  await using server = await runServer({LLM_BASE_URL: llm.url, LLM_MODELS: 'steady', LLM_ANALYSIS: 'off', FRAME_MS: '0'});
  await server.printed(/Corpus/);
  const {eventsUrl} = await server.ask({question: 'How does Koa run its middleware?'});
  const {hostname, port} = new URL(server.url);
  const sockets = await Promise.all(
    Array.from({length: slowReaders}, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
      return socket.pause();
    }),
  );
  const fast = await fetch(server.url + eventsUrl);
  const reading = (async () => {
    for await (const _ of fast.body ?? []);
  })();
  await sleep(SECONDS * 1_000);
  const {rssMb} = await readUsage(server.url);
  for (const socket of sockets) socket.destroy();
  await server.end();
  await reading.catch(() => undefined);
  await llm.close();
  return rssMb;
}

/** The same answer with and without the slow readers, each in a fresh server. */
async function measureSlowReaders(): Promise<SlowReaderResult> {
  const withoutMb = await streamFor(0);
  const withMb = await streamFor(READERS);
  return {withoutMb, withMb, kbPerSlowReader: round(((withMb - withoutMb) * 1_024) / READERS), seconds: SECONDS};
}
