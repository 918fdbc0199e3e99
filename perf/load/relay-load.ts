/**
 * perf/load - readers of many sessions, in their own process: opens them, reads every token's age, and reads the server's CPU and memory from outside.
 */
import {Agent, request, type IncomingMessage} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {ownOptions, say} from '../support/apart.ts';
import {distribution, percentiles, type Distribution, type Percentiles, round} from '../support/percentiles.ts';
import {cpuSecondsOf, rssMbOf} from '../support/process-figures.ts';
import {nowUs, StampReader} from '../support/token-stamp.ts';

/** What to do. */
export interface RelayLoadOptions {
  readonly url: string;
  /** The server under test, for `/proc`. */
  readonly pid: number;
  readonly sessions: number;
  /** Tokens of each answer. */
  readonly tokens: number;
  /** Whether a session is a POST and then a stream, as ours, or one request. */
  readonly twoCalls: boolean;
}

/** What was seen; the CPU's is left out where `/proc` does not tell. */
export interface RelayLoadResult {
  readonly sessions: number;
  readonly tokens: number;
  /** Tokens that never came. */
  readonly lost: number;
  /** Microseconds of the server's CPU for each token, from when one in twenty tokens had come until nineteen had: all sessions stream, none begins or ends. */
  readonly cpuUsPerToken?: number;
  /** The same over everything: opening, searching, ending. */
  readonly wholeCpuUsPerToken?: number;
  /** Share of a core meanwhile. */
  readonly cores?: number;
  /** Milliseconds from the model's write to this reader. */
  readonly age: Percentiles;
  readonly ageDistribution: Distribution;
  /** How differently sessions fare: the highest mean age of a session, over the median of all. */
  readonly unevenness: number;
  /** On the wire, from the first token on: HTTP's own framing is in it, TCP's not. */
  readonly bytesPerToken: number;
  /** Resident set before the first session, and at its highest while they stream, in MiB. */
  readonly idleRssMb?: number;
  readonly peakRssMb?: number;
  /** Seconds from the first token to the last, of all sessions. */
  readonly seconds: number;
}

/** Sessions opened in a second, and how long silence may last, in milliseconds. */
const OPENED_PER_SECOND = 100;
const PATIENCE_MS = 30_000;

const options = ownOptions() as RelayLoadOptions;
const {pid, sessions, tokens, twoCalls} = options;
const url = process.env['PORT'] ? `http://127.0.0.1:${process.env['PORT']}` : options.url; // clinic tells the port
const agent = new Agent({keepAlive: false, maxSockets: Infinity});

const total = sessions * tokens;
const ages = new Float64Array(total);
const sums = new Float64Array(sessions);
let heard = 0;
let bytes = 0;
let ended = 0;
let broken = 0;
let lastHeardAt = performance.now();
let window: {cpu: number | undefined; heard: number; at: number} | undefined;
let windowEnd: typeof window;
let firstTokenAt = 0;

const call = (method: string, path: string, body = ''): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url + path, {agent, method, headers: body ? {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)} : {}}, resolve)
      .once('error', reject)
      .end(body);
  });

/** Asks and reads to the end. */
async function follow(index: number): Promise<void> {
  const body = JSON.stringify({question: `What causes the tides of the sea number ${index}?`});
  let response = await call('POST', twoCalls ? '/v1/sessions' : '/', body);
  if (twoCalls) {
    const text = (await response.setEncoding('utf8').toArray()).join('');
    if (response.statusCode !== 201) throw new Error(`POST answered ${response.statusCode}: ${text}`);
    response = await call('GET', (JSON.parse(text) as {eventsUrl: string}).eventsUrl);
  }
  const reader = new StampReader();
  const {socket} = response;
  let bytesBefore = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    const stamps = reader.push(piece);
    if (stamps.length > 0) hear(index, stamps);
    if (stamps.length > 0 && bytesBefore === 0) bytesBefore = socket.bytesRead - piece.length;
  }
  bytes += socket.bytesRead - bytesBefore;
}

function hear(index: number, stamps: readonly number[]): void {
  const now = nowUs();
  lastHeardAt = performance.now();
  firstTokenAt ||= lastHeardAt;
  for (const madeAt of stamps) {
    ages[heard++] = (now - madeAt) / 1_000;
    sums[index] = (sums[index] ?? 0) + now - madeAt;
  }
  const mark = () => ({cpu: cpuSecondsOf(pid), heard, at: lastHeardAt});
  if (!window && heard >= total * 0.05) window = mark();
  if (!windowEnd && heard >= total * 0.95) windowEnd = mark();
}

const cpuBefore = cpuSecondsOf(pid);
const idleRssMb = rssMbOf(pid);
let peakRssMb = 0;
const watching = setInterval(() => (peakRssMb = Math.max(peakRssMb, rssMbOf(pid) ?? 0)), 100);
const startedAt = performance.now();
const following: Promise<void>[] = [];
for (let index = 0; index < sessions; index++) {
  await sleep(Math.max(0, startedAt + (index * 1_000) / OPENED_PER_SECOND - performance.now()));
  following.push(
    follow(index)
      .catch((error: unknown) => {
        broken++;
        if (broken === 1) console.error(`perf: a session broke off: ${String(error)}`);
      })
      .finally(() => ended++),
  );
}
lastHeardAt = performance.now();
while (ended < sessions && performance.now() - lastHeardAt < PATIENCE_MS) await sleep(50);
clearInterval(watching);
const cpuAfter = cpuSecondsOf(pid);

if (heard === 0) throw new Error(`No token came: ${broken} of ${sessions} sessions broke off`);
const heardAges = ages.subarray(0, heard);
const means = [...sums].map((sum) => sum / tokens / 1_000).sort((a, b) => a - b);
const spent = window && windowEnd && window.cpu !== undefined && windowEnd.cpu !== undefined ? {seconds: windowEnd.cpu - window.cpu, tokens: windowEnd.heard - window.heard, ms: windowEnd.at - window.at} : undefined;
const result: RelayLoadResult = {
  sessions,
  tokens: total,
  lost: total - heard,
  ...(spent && {cpuUsPerToken: round((spent.seconds * 1e6) / spent.tokens), cores: Math.round((spent.seconds * 1e5) / spent.ms) / 100}),
  ...(cpuBefore !== undefined && cpuAfter !== undefined && {wholeCpuUsPerToken: round(((cpuAfter - cpuBefore) * 1e6) / total)}),
  age: percentiles(heardAges),
  ageDistribution: distribution(heardAges),
  unevenness: Math.round(((means.at(-1) ?? 0) / (means[Math.floor(sessions / 2)] ?? 1)) * 100) / 100,
  bytesPerToken: round(bytes / Math.max(1, heard)),
  ...(idleRssMb !== undefined && {idleRssMb: round(idleRssMb), peakRssMb: round(peakRssMb)}),
  seconds: round((lastHeardAt - firstTokenAt) / 1_000),
};
await say(result);
process.disconnect?.();
setTimeout(() => process.exit(), 1_000).unref();
