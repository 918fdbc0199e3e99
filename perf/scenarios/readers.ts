/**
 * perf/scenarios - one session, many readers: CPU for each frame and reader beside better-sse's channel, at 20 tokens a second, so that both send each token as a
 * frame; and what a reader who never reads costs in memory while 380 KB go by.
 */
import {join} from 'node:path';
import type {ReadersLoadOptions, ReadersLoadResult} from '../load/readers-load.ts';
import {runApart} from '../support/apart.ts';
import {median, round, round2} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {startModel} from '../support/start-model.ts';
import {startOurs} from '../support/start-ours.ts';
import {arePeersInstalled, startPeer} from '../support/start-peer.ts';
import type {ModelKnobs} from '../stand-ins/model.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'readers',
  asks: 'One session, up to 2,000 readers: what does each cost, and one who does not read?',
  run: measureReaders,
};

const OURS = 'llm-window';
const CHANNEL = 'better-sse-channel';
const TOKENS_PER_SECOND = 20;
/** Nearly as long as an answer may become, 380 KB, in two seconds. */
const LONG: ModelKnobs = {tokens: 380, tokensPerSecond: 200, padding: 1_000};

type Readers = Pick<ReadersLoadOptions, 'readers' | 'slowReaders'>;

async function measureReaders({short, number}: RunOptions): Promise<object> {
  const rounds = number('rounds', 1);
  const counts = short ? [1, 500] : [1, 100, 2_000];
  const servers = arePeersInstalled() ? [OURS, CHANNEL] : [OURS];
  const result: Record<string, object> = {};
  for (const readers of counts) {
    const runs = new Map(servers.map((name): [string, ReadersLoadResult[]] => [name, []]));
    for (let turn = 0; turn < rounds; turn++) {
      for (const name of turn % 2 === 0 ? servers : servers.toReversed()) runs.get(name)?.push(await runOnce(name, {tokens: short ? 60 : 100, tokensPerSecond: TOKENS_PER_SECOND}, {readers, slowReaders: 0}));
    }
    const cpu = (name: string) => {
      const all = (runs.get(name) ?? []).flatMap(({cpuUsPerFrame}) => cpuUsPerFrame ?? []);
      return all.length > 0 ? median(all) : undefined;
    };
    const [ours, theirs] = [cpu(OURS), cpu(CHANNEL)];
    result[`at${readers}`] = {...Object.fromEntries([...runs].map(([name, all]) => [name, all[0]])), ...(ours !== undefined && theirs !== undefined && theirs > 0 && {cpuRatio: round2(ours / theirs)})};
  }
  return {...result, slow: await measureSlow(short ? 100 : 2_000, rounds)};
}

/** Memory, in KiB of resident set, that each of so many more readers takes: who reads on, and who never reads. With one reader it falls or rises by 9 MB, so few more say little. */
async function measureSlow(count: number, rounds: number): Promise<object> {
  const rise = async (readers: Readers) => {
    const rises: number[] = [];
    for (let turn = 0; turn < rounds; turn++) {
      const {rssMb, rssBeforeMb} = await runOnce(OURS, LONG, readers);
      if (rssMb !== undefined && rssBeforeMb !== undefined) rises.push((rssMb - rssBeforeMb) * 1_024);
    }
    return rises.length > 0 ? median(rises) : undefined;
  };
  const alone = await rise({readers: 1, slowReaders: 0});
  const reading = await rise({readers: 1 + count, slowReaders: 0});
  const slow = await rise({readers: 1, slowReaders: count});
  if (alone === undefined || reading === undefined || slow === undefined) return {};
  return {readers: count, kbPerReader: round((reading - alone) / count), kbPerSlowReader: round((slow - alone) / count)};
}

/** The gate holds the model's first token until all readers are there. */
async function runOnce(name: string, knobs: ModelKnobs, readers: Readers): Promise<ReadersLoadResult> {
  await using model = await startModel({...knobs, gate: 2, gateMs: 120_000});
  const modelUrl = model.said.url;
  await using server = name === OURS ? await startOurs({modelUrl}) : await startPeer(name, modelUrl);
  const {url} = server.said;
  const post = await fetch(url + (name === OURS ? '/v1/sessions' : '/'), {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({question: 'What causes the tides?'})});
  const {eventsUrl = '/'} = (await post.json()) as {eventsUrl?: string};
  const load: ReadersLoadOptions = {url, path: eventsUrl, pid: server.pid, modelUrl, tokens: knobs.tokens ?? 0, ...readers};
  const result = await runApart<ReadersLoadResult>(join(import.meta.dirname, '../load/readers-load.ts'), load);
  console.log(`  ${name.padEnd(18)} ${readers.readers} readers, ${readers.slowReaders} slow: ${result.cpuUsPerFrame ?? '?'} µs/frame, ${result.cores ?? '?'} cores, age p99 ${result.age.p99} ms, RSS ${result.rssBeforeMb ?? '?'} → ${result.rssMb ?? '?'} MB, lost ${result.lost}`);
  return result;
}
