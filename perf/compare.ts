/**
 * perf/compare - two revisions side by side: `npm run perf:compare -- <rev> <rev> [--sessions=100] [--tokens=300] [--rounds=3]`. This checkout's lab measures both
 * servers with the same load, in turn, each run with fresh processes; told are the medians, and the ratio of the second to the first with its spread over all
 * pairs of rounds. A working tree as it is: `.`. Revisions are checked out beside the repository's worktrees and removed at the end.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {RelayLoadOptions, RelayLoadResult} from './load/relay-load.ts';
import {runApart} from './support/apart.ts';
import {median, round2} from './support/percentiles.ts';
import {ratioOf} from './support/ratio.ts';
import {commitOf, describeMachine, resultsFolder} from './support/results.ts';
import {readOptions} from './support/scenario.ts';
import {startModel} from './support/start-model.ts';
import {startOurs} from './support/start-ours.ts';

/** What is compared; less is better. */
const figures: Readonly<Record<string, (run: RelayLoadResult) => number | undefined>> = {
  'CPU per token, µs': ({cpuUsPerToken}) => cpuUsPerToken,
  'CPU per token with opening and ending, µs': ({wholeCpuUsPerToken}) => wholeCpuUsPerToken,
  'age of a token p50, ms': ({age}) => age.p50,
  'age of a token p99, ms': ({age}) => age.p99,
  'bytes per token': ({bytesPerToken}) => bytesPerToken,
  'peak RSS, MiB': ({peakRssMb}) => peakRssMb,
};

const root = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const revisions = args.filter((argument) => !argument.startsWith('--'));
const options = readOptions(args);
if (revisions.length !== 2) {
  console.error('perf:compare: name two revisions, such as: npm run perf:compare -- main~5 .');
  process.exit(2);
}
const [sessions, tokens, rounds] = [options.number('sessions', 100), options.number('tokens', options.short ? 150 : 300), options.number('rounds', options.short ? 1 : 3)];
const git = (...words: string[]) => execFileSync('git', words, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});

const temporary = mkdtempSync(join(tmpdir(), 'llm-window-compare-'));
const checkouts: string[] = [];
process.once('SIGINT', () => process.exit(130)).once('exit', cleanUp);

/** The folder of a revision, ready to run. */
function checkOut(revision: string, place: number): string {
  if (revision === '.') return root;
  const folder = join(temporary, String(place));
  git('worktree', 'add', '--detach', '--quiet', folder, revision);
  checkouts.push(folder);
  const isSame = readFileSync(join(folder, 'package-lock.json'), 'utf8') === readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (isSame) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  else {
    console.log(`  ${revision} has other dependencies: installing them`);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {cwd: folder, stdio: 'inherit'});
  }
  return folder;
}

function cleanUp(): void {
  for (const folder of checkouts.splice(0)) if (existsSync(folder)) git('worktree', 'remove', '--force', folder);
  rmSync(temporary, {recursive: true, force: true});
}

async function runOnce(folder: string): Promise<RelayLoadResult> {
  await using model = await startModel({tokens, gate: sessions});
  await using server = await startOurs({modelUrl: model.said.url, folder});
  const load: RelayLoadOptions = {url: server.said.url, pid: server.pid, sessions, tokens, twoCalls: true};
  return await runApart<RelayLoadResult>(join(import.meta.dirname, 'load/relay-load.ts'), load);
}

const sides = revisions.map((revision, place) => ({revision, folder: checkOut(revision, place), runs: [] as RelayLoadResult[]}));
console.log(`── ${sides.map(({revision, folder}) => `${revision} (${commitOf(folder)})`).join(' beside ')}: ${sessions} sessions, ${tokens} tokens each, ${rounds} rounds in turn`);
for (let turn = 0; turn < rounds; turn++) {
  for (const {revision, folder, runs} of turn % 2 === 0 ? sides : sides.toReversed()) {
    const run = await runOnce(folder);
    runs.push(run);
    console.log(`  ${revision.padEnd(14)} CPU ${run.cpuUsPerToken ?? '?'} µs/token, age p99 ${run.age.p99} ms, RSS ${run.peakRssMb ?? '?'} MiB, lost ${run.lost}`);
  }
}
const rows = Object.entries(figures).flatMap(([name, pick]) => {
  const [before = [], after = []] = sides.map(({runs}) => runs.flatMap((run) => pick(run) ?? []));
  return before.length > 0 && after.length > 0 ? [{name, before: round2(median(before)), after: round2(median(after)), ...ratioOf(before, after)}] : [];
});
for (const {name, before, after, ratio, low, high} of rows) console.log(`  ${name.padEnd(44)} ${before} → ${after}, × ${ratio} (${low} to ${high})`);
writeFileSync(join(resultsFolder, 'compare.json'), `${JSON.stringify({revisions, commits: sides.map(({folder}) => commitOf(folder)), at: new Date().toISOString(), machine: describeMachine(), sessions, tokens, rounds, rows, runs: sides.map(({runs}) => runs)}, null, 2)}\n`);
cleanUp();
