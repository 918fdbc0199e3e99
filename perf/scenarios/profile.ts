/** perf/scenarios - which functions the CPU of a relayed token goes to: V8's own profiler on the real server, a hundred sessions at 50 tokens a second. */
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {ReadersLoadOptions} from '../load/readers-load.ts';
import type {RelayLoadOptions} from '../load/relay-load.ts';
import {runApart} from '../support/apart.ts';
import {type CpuProfile, type OwnTime, summarizeProfile} from '../support/cpu-profile.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {startModel} from '../support/start-model.ts';
import {startOurs} from '../support/start-ours.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'profile',
  asks: 'Which functions does the CPU of a relayed token go to?',
  run: measureProfile,
};

/** Own times; the profiler itself makes everything slower, so shares count, not sums. */
export interface ProfileResult {
  readonly sessions: number;
  readonly tokens: number;
  readonly readers?: number;
  readonly busyMs: number;
  readonly parts: readonly OwnTime[];
  readonly functions: readonly OwnTime[];
}

const FUNCTIONS = 40;

/** `--sessions=100 --tokens=500` choose; `--readers=500` profiles many readers of one session instead; `--keep=<folder>` keeps the profile, to be opened in DevTools. */
async function measureProfile({short, number, option}: RunOptions): Promise<ProfileResult> {
  const readers = number('readers', 0);
  const [sessions, tokens] = [readers > 0 ? 1 : number('sessions', 100), number('tokens', short ? 150 : 500)];
  const folder = option('keep') ?? mkdtempSync(join(tmpdir(), 'llm-window-profile-'));
  await using model = await startModel(readers > 0 ? {tokens, tokensPerSecond: 20, gate: 2, gateMs: 120_000} : {tokens, gate: sessions});
  await using server = await startOurs({modelUrl: model.said.url, settings: {NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(folder)}`}});
  const {said: {url}, pid} = server;
  if (readers > 0) {
    const {eventsUrl} = await server.running.ask({question: 'What causes the tides?'});
    const load: ReadersLoadOptions = {url, path: eventsUrl, pid, modelUrl: model.said.url, readers, slowReaders: 0, tokens};
    await runApart<object>(join(import.meta.dirname, '../load/readers-load.ts'), load);
  } else {
    const load: RelayLoadOptions = {url, pid, sessions, tokens, twoCalls: true};
    await runApart<object>(join(import.meta.dirname, '../load/relay-load.ts'), load);
  }
  await server.running.end();
  const [file] = readdirSync(folder).filter((name) => name.includes(`.${pid}.0.`)); // the main thread's
  if (file === undefined) throw new Error('The server left no profile');
  const {busyMs, parts, functions} = summarizeProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile, join(import.meta.dirname, '../..'));
  if (option('keep') === undefined) rmSync(folder, {recursive: true});
  for (const {name, percent} of [...parts.slice(0, 15), ...functions.slice(0, 20)]) console.log(`  ${String(percent).padStart(5)} %  ${name}`);
  return {sessions, tokens: sessions * tokens, ...(readers > 0 && {readers}), busyMs, parts, functions: functions.slice(0, FUNCTIONS)};
}
