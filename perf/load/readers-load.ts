/** perf/load - many readers of one session, in their own process: some read, some stop at once and never do. Opens the model's gate when all are there. */
import {once} from 'node:events';
import {Agent, request, type IncomingMessage} from 'node:http';
import {connect, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {ownOptions, say} from '../support/apart.ts';
import {percentiles, type Percentiles, round, round2} from '../support/percentiles.ts';
import {cpuSecondsOf, rssMbOf} from '../support/process-figures.ts';
import {nowUs, StampReader} from '../support/token-stamp.ts';

/** Who reads what. */
export interface ReadersLoadOptions {
  readonly url: string;
  /** Of the session's events. */
  readonly path: string;
  /** The server under test. */
  readonly pid: number;
  /** The stand-in, whose gate opens with one call more. */
  readonly modelUrl: string;
  readonly readers: number;
  readonly slowReaders: number;
  /** Of the answer. */
  readonly tokens: number;
}

/** What was seen; left out where `/proc` does not tell. */
export interface ReadersLoadResult {
  readonly readers: number;
  /** Frames that came, over all readers. */
  readonly frames: number;
  /** Tokens that never came, over all that read. */
  readonly lost: number;
  /** The server's CPU for each frame and reader, between one in twenty tokens and nineteen, in microseconds. */
  readonly cpuUsPerFrame?: number;
  readonly cores?: number;
  readonly age: Percentiles;
  /** Resident set before readers came, and when all of the answer was said, in MiB. */
  readonly rssBeforeMb?: number;
  readonly rssMb?: number;
}

const OPENED_PER_SECOND = 500;
const PATIENCE_MS = 15_000;

const {url, path, pid, modelUrl, readers, slowReaders, tokens} = ownOptions() as ReadersLoadOptions;
const agent = new Agent({keepAlive: false, maxSockets: Infinity});
const {hostname, port} = new URL(url);
const total = readers * tokens;
const ages = new Float64Array(total);
let [heard, frames, lastHeardAt] = [0, 0, performance.now()];
type Mark = {readonly cpu: number | undefined; readonly frames: number; readonly at: number};
const marks: {from?: Mark; to?: Mark} = {};

const get = (address: string, method = 'GET', body?: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => void request(address, {agent, method}, resolve).once('error', reject).end(body));

function read(response: IncomingMessage): void {
  const reader = new StampReader();
  response.on('error', () => undefined).on('data', (piece: Buffer) => {
    for (let at = piece.indexOf('\n\n'); at >= 0; at = piece.indexOf('\n\n', at + 2)) frames++;
    const now = nowUs();
    for (const madeAt of reader.push(piece)) if (heard < total) ages[heard++] = (now - madeAt) / 1_000;
    lastHeardAt = performance.now();
    const mark = (): Mark => ({cpu: cpuSecondsOf(pid), frames, at: lastHeardAt});
    if (heard >= total * 0.05) marks.from ??= mark();
    if (heard >= total * 0.95) marks.to ??= mark();
  });
}

async function stall(): Promise<Socket> {
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  return socket.pause();
}

const rssBeforeMb = rssMbOf(pid);
const opening: Promise<unknown>[] = [];
for (let index = 0; index < readers + slowReaders; index++) {
  if (index % (OPENED_PER_SECOND / 20) === 0) await sleep(50);
  opening.push(index < readers ? get(url + path).then(read) : stall());
}
await Promise.all(opening);
const opener = await get(`${modelUrl}/v1/chat/completions`, 'POST', '{}');
opener.resume();
lastHeardAt = performance.now();
while (heard < total && performance.now() - lastHeardAt < PATIENCE_MS) await sleep(20);
const rssMb = rssMbOf(pid);
const {from, to} = marks;
if (heard === 0) throw new Error('No token came');
const result: ReadersLoadResult = {
  readers,
  frames,
  lost: total - heard,
  ...(from?.cpu !== undefined && to?.cpu !== undefined && to.frames > from.frames && {cpuUsPerFrame: round2(((to.cpu - from.cpu) * 1e6) / (to.frames - from.frames)), cores: round2(((to.cpu - from.cpu) * 1e3) / (to.at - from.at))}),
  age: percentiles(ages.subarray(0, heard)),
  ...(rssMb !== undefined && rssBeforeMb !== undefined && {rssBeforeMb: round(rssBeforeMb), rssMb: round(rssMb)}),
};
await say(result);
process.disconnect?.();
setTimeout(() => process.exit(), 500).unref();
