/**
 * perf/scenarios - what relaying a model's tokens costs: CPU and bytes for each, how old they are when a reader has them, and memory, over the number of
 * sessions; beside a raw pipe (the limit), plain `res.write`, better-sse and AI SDK 7. Server, model and readers are processes of their own; every run
 * starts fresh ones; the servers take turns, and each figure is the median of its rounds.
 */
import {join} from 'node:path';
import type {ServerSettings} from '../../test/support/run-server.ts';
import type {RelayLoadOptions, RelayLoadResult} from '../load/relay-load.ts';
import {runApart} from '../support/apart.ts';
import {median, round, round2} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {startModel} from '../support/start-model.ts';
import {arePeersInstalled, startPeer} from '../support/start-peer.ts';
import {startOurs} from '../support/start-ours.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'relay',
  asks: 'What does a token cost on its way through the server, and how old is it when a reader has it?',
  limitMinutes: 30,
  run: measureRelay,
};

const OURS = 'llm-window';
const RAW = 'raw-pipe';
const AI_SDK = 'ai-sdk';
/** From here on a core is not enough: whether a server recovers is looked at by so many sessions right after. */
const TOO_MANY = 1_000;
const AFTERWARDS = 20;

interface Load {
  readonly sessions: number;
  readonly tokens: number;
  readonly servers: readonly string[];
  readonly rounds: number;
}

/** One server under one load, and how the next sessions fare where that was too much. */
interface Run extends RelayLoadResult {
  readonly afterwards?: {readonly ageP99: number; readonly lost: number};
}

/** Figures of one server under one load: medians over the rounds, with the spread of what is bounded. */
type Row = Omit<Run, 'age' | 'ageDistribution'> & {readonly age: {readonly p50: number; readonly p99: number; readonly p99Rounds: readonly number[]}; readonly cpuRounds: readonly number[]; readonly ageDistribution: RelayLoadResult['ageDistribution']};

async function measureRelay(options: RunOptions): Promise<object> {
  const result: Record<string, Record<string, object>> = {};
  const settings = readSettings(options);
  const peers = arePeersInstalled();
  if (!peers) console.log('  the peers are not installed (npm run perf:setup): better-sse and AI SDK are left out');
  for (const load of loadsFor(options)) {
    const servers = load.servers.filter((name) => peers || ![AI_SDK, 'better-sse', 'res-write'].includes(name));
    const runs = new Map<string, Run[]>(servers.map((name) => [name, []]));
    for (let round = 0; round < load.rounds; round++) {
      for (const name of round % 2 === 0 ? servers : servers.toReversed()) {
        const label = `  ${String(load.sessions).padStart(4)} × ${name.padEnd(10)}`;
        try {
          const run = await runOnce(name, load, settings);
          runs.get(name)?.push(run);
          console.log(`${label} ${format(run)}`);
        } catch (error) {
          console.error(`${label} failed: ${String(error)}`);
        }
      }
    }
    const rows = Object.fromEntries([...runs].flatMap(([name, [first, ...more]]) => (first ? [[name, summarize([first, ...more])] as const] : [])));
    result[`at${load.sessions}`] = {...rows, ...ratios(rows)};
  }
  return {...result, ...memorySlopes(result)};
}

/** `--set=HISTORY=off,FRAME_MS=50`: settings of our server, to see what they cost. */
const readSettings = ({option}: RunOptions): ServerSettings => Object.fromEntries((option('set')?.split(',') ?? []).map((pair) => pair.split('=') as [string, string]));

/** `--sessions=100,300 --servers=raw-pipe,llm-window --rounds=3 --tokens=500` choose; otherwise what an answer in minutes allows. */
function loadsFor({short, option, number}: RunOptions): Load[] {
  const all = [RAW, OURS, AI_SDK, 'better-sse', 'res-write'];
  const main = [RAW, OURS, AI_SDK];
  const loads: Load[] = short
    ? [
        {sessions: 20, tokens: 150, servers: [RAW, OURS], rounds: 1},
        {sessions: 100, tokens: 150, servers: main, rounds: 1},
        {sessions: 300, tokens: 150, servers: [RAW, OURS], rounds: 1},
      ]
    : [
        {sessions: 20, tokens: 500, servers: main, rounds: 3}, // memory is told by its slope from here to 300: one peak differs from the next by a third of it
        {sessions: 100, tokens: 300, servers: all, rounds: 2},
        {sessions: 300, tokens: 500, servers: main, rounds: 3},
        {sessions: 1_000, tokens: 250, servers: [RAW, OURS], rounds: 1},
      ];
  const sessions = option('sessions')?.split(',').map(Number);
  const servers = option('servers')?.split(',');
  const chosen = sessions ? sessions.map((count) => loads.find((load) => load.sessions === count) ?? {sessions: count, tokens: 300, servers: main, rounds: 1}) : loads;
  return chosen.map((load) => ({...load, tokens: number('tokens', load.tokens), rounds: number('rounds', load.rounds), servers: servers ?? load.servers}));
}

async function runOnce(name: string, {sessions, tokens}: Load, settings: ServerSettings): Promise<Run> {
  await using model = await startModel({tokens, gate: sessions});
  await using server = name === OURS ? await startOurs({modelUrl: model.said.url, settings}) : await startPeer(name, model.said.url);
  const load: RelayLoadOptions = {url: server.said.url, pid: server.pid, sessions, tokens, twoCalls: name === OURS};
  const run = (sessionsNow: number) => runApart<RelayLoadResult>(join(import.meta.dirname, '../load/relay-load.ts'), {...load, sessions: sessionsNow});
  const result = await run(sessions);
  if (sessions < TOO_MANY) return result;
  const {age, lost} = await run(AFTERWARDS);
  return {...result, afterwards: {ageP99: age.p99, lost}};
}

function summarize(runs: readonly [Run, ...Run[]]): Row {
  const [first] = runs;
  const middle = (pick: (run: Run) => number | undefined): number => round2(median(runs.flatMap((run) => pick(run) ?? [])));
  const cpuRounds = runs.flatMap(({cpuUsPerToken}) => cpuUsPerToken ?? []);
  return {
    sessions: first.sessions,
    tokens: first.tokens,
    lost: Math.max(...runs.map(({lost}) => lost)),
    ...(cpuRounds.length > 0 && {cpuUsPerToken: middle((run) => run.cpuUsPerToken), wholeCpuUsPerToken: middle((run) => run.wholeCpuUsPerToken), cores: middle((run) => run.cores)}),
    cpuRounds,
    age: {p50: middle(({age}) => age.p50), p99: middle(({age}) => age.p99), p99Rounds: runs.map(({age}) => age.p99)},
    ageDistribution: first.ageDistribution,
    unevenness: middle((run) => run.unevenness),
    bytesPerToken: middle((run) => run.bytesPerToken),
    ...(first.idleRssMb !== undefined && {idleRssMb: middle((run) => run.idleRssMb), peakRssMb: middle((run) => run.peakRssMb)}),
    seconds: middle((run) => run.seconds),
    ...(first.afterwards && {afterwards: {ageP99: middle(({afterwards}) => afterwards?.ageP99), lost: Math.max(...runs.map(({afterwards}) => afterwards?.lost ?? 0))}}),
  };
}

/** Ours over each of the others; left out where either was not measured. */
function ratios(rows: Readonly<Record<string, Row>>): Record<string, object> {
  const ours = rows[OURS];
  if (!ours) return {};
  const over = (pick: (row: Row) => number | undefined) =>
    Object.fromEntries(
      Object.entries(rows).flatMap(([name, row]): [string, number][] => {
        const [one, other] = [pick(ours), pick(row)];
        return name === OURS || one === undefined || other === undefined || other === 0 ? [] : [[name, round2(one / other)]];
      }),
    );
  return {cpuRatio: over((row) => row.cpuUsPerToken), ageP99Ratio: over((row) => row.age.p99), bytesRatio: over((row) => row.bytesPerToken)};
}

/** Memory of a further session: the rise from 20 to 300 sessions, in KiB each. */
function memorySlopes(result: Readonly<Record<string, Record<string, object>>>): object {
  const [few, many] = [result['at20'], result['at300']] as (Record<string, Row> | undefined)[];
  const slope = (name: string) => {
    const [from, to] = [few?.[name]?.peakRssMb, many?.[name]?.peakRssMb];
    return from === undefined || to === undefined ? undefined : ((to - from) * 1_024) / 280;
  };
  const slopes = Object.fromEntries([RAW, OURS, AI_SDK].flatMap((name): [string, number][] => (slope(name) === undefined ? [] : [[name, round(slope(name) ?? 0)]])));
  const [ours, raw] = [slope(OURS), slope(RAW)];
  return {kbPerSession: slopes, ...(ours !== undefined && raw !== undefined && raw > 0 && {kbPerSessionRatio: round2(ours / raw)})};
}

const format = ({cpuUsPerToken, wholeCpuUsPerToken, cores, age, bytesPerToken, peakRssMb, lost, seconds, afterwards}: Run): string =>
  `CPU ${cpuUsPerToken ?? '?'} µs/token (whole ${wholeCpuUsPerToken ?? '?'}), ${cores ?? '?'} cores, age p50 ${age.p50} p99 ${age.p99} max ${age.max} ms, ${bytesPerToken} bytes/token, RSS ${peakRssMb ?? '?'} MB, lost ${lost}, ${seconds} s${afterwards ? `; the next ${AFTERWARDS}: age p99 ${afterwards.ageP99} ms, lost ${afterwards.lost}` : ''}`;
