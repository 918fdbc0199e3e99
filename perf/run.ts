/**
 * perf/run - measures what was promised, on this machine, with stand-in upstreams. `npm run perf` measures the first promises (`--list` lists the scenarios),
 * `npm run perf <scenario> …` runs some,
 * `--all` those of `npm run perf:all`, `--check` those of them that have bounds; `--short` for a first look, `--limitMinutes=` ends a scenario that takes longer, other `--name=value` are the scenario's own. Each prints its figures and writes
 * `perf/results/<scenario>.json` when it ends; then what was promised and whether it holds. Several run one after the other, each in a process of its own,
 * so one that fails or hangs is said and the others go on; what they promise is also written to `perf/results/promises.md`, as a table. Exit code 1 when a promise is broken or a scenario failed, 2 when there is no such scenario.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {figuresOf} from './support/figures.ts';
import {judge, readBudgets, type Promised} from './support/promises.ts';
import {describeMachine, readResult, resultsFolder, scenarioNames, writeResult} from './support/results.ts';
import {readOptions, type Scenario} from './support/scenario.ts';

const LIMIT_MINUTES = 6;
/** What is measured when nothing is asked for: first status, first result, memory, CPU, frames a second, errors. */
const FIRST = ['first', 'memory', 'frames', 'errors'];

const args = process.argv.slice(2);
const flags = args.filter((argument) => argument.startsWith('--'));
const names = scenarioNames();
const named = args.filter((argument) => !argument.startsWith('--'));
const asked = named.length > 0 || ['--all', '--check', '--list'].some((flag) => flags.includes(flag)) ? named : FIRST;
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`perf: there is no scenario "${unknown}"; there are ${names.join(', ')}`);
  process.exit(2);
}
const load = async (name: string): Promise<Scenario> => ((await import(join(import.meta.dirname, 'scenarios', `${name}.ts`))) as {scenario: Scenario}).scenario;
const all = await Promise.all(names.map(load));
const wanted = all.filter(({name, onlyByName = false}) => asked.includes(name) || (flags.includes('--all') && !onlyByName) || (flags.includes('--check') && !onlyByName && name in readBudgets()));

const [only] = wanted;
if (only === undefined) {
  for (const {name, asks} of all) console.log(`${name.padEnd(14)} ${asks}`);
} else if (wanted.length === 1) {
  await runHere(only);
} else {
  process.exitCode = await runEach(wanted);
}

/** Runs one scenario in this process. */
async function runHere({name, asks, run}: Scenario): Promise<void> {
  const options = readOptions(flags);
  const at = new Date();
  console.log(`── ${name}: ${asks}`);
  const result = await run(options);
  const promises = judge(readBudgets()[name], result);
  const machine = describeMachine();
  writeResult({scenario: name, asks, at: at.toISOString(), seconds: Math.round((Date.now() - at.getTime()) / 1_000), short: options.short, machine, promises, result});
  for (const row of rowsOf(result)) console.log(`  ${row}`);
  console.log(`  (${machine.cores} × ${machine.cpu}, Node ${machine.node}, commit ${machine.commit}; perf/results/${name}.json)`);
  printPromises(promises);
  process.exitCode = promises.some(({verdict}) => verdict === 'broken') ? 1 : 0;
}

/** The promises as a table. */
function writePromises(promises: readonly Promised[]): void {
  const rows = promises.map(({about, value, bound, verdict}) => `| ${about} | ${value ?? '–'} | ${bound} | ${verdict} |`);
  writeFileSync(join(resultsFolder, 'promises.md'), ['| Promise | Measured | Bound | |', '| --- | --: | --- | --- |', ...rows, ''].join('\n'));
}

/** Runs some, each in a process of its own, and joins what they promise. Resolves to the exit code. */
async function runEach(scenarios: readonly Scenario[]): Promise<number> {
  const budgets = readBudgets();
  const promises: Promised[] = [];
  const failed: string[] = [];
  const limit = readOptions(flags).option('limitMinutes');
  for (const {name, limitMinutes = LIMIT_MINUTES} of scenarios) {
    const startedAt = new Date().toISOString();
    await runApart(name, limit === undefined ? limitMinutes : Number(limit));
    const file = readResult(name);
    const fresh = file !== undefined && file.at >= startedAt ? file : undefined;
    if (!fresh) failed.push(name);
    promises.push(...judge(budgets[name], fresh?.result));
  }
  printPromises(promises);
  writePromises(promises);
  if (failed.length > 0) console.log(`\nFailed, so not measured: ${failed.join(', ')}`);
  return failed.length > 0 || promises.some(({verdict}) => verdict === 'broken') ? 1 : 0;
}

/** A process group of its own, so that a scenario that hangs goes with all it started. */
async function runApart(name: string, limitMinutes: number): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, name, ...flags.filter((flag) => flag !== '--all' && flag !== '--check')], {stdio: 'inherit', detached: true});
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const limit = setTimeout(() => {
    console.error(`perf: ${name} did not end within ${limitMinutes} minutes`);
    end();
  }, limitMinutes * 60_000);
  const interrupted = () => {
    end();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  await once(child, 'exit');
  clearTimeout(limit);
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  end(); // what it may have left running
}

/** One line for each figure; percentiles share one. */
function rowsOf(result: object): string[] {
  const figures = figuresOf(result);
  return [...figures].flatMap(([name, value]) => {
    const [, owner = '', last = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const of = (key: string) => figures.get(`${owner}.${key}`);
    if (of('p50') === undefined || of('count') === undefined) return `${name.padEnd(44)} ${value}`;
    return last === 'p50' ? `${owner.padEnd(44)} p50 ${value} · p95 ${of('p95')} · p99 ${of('p99')} · max ${of('max')} (${of('count')})` : [];
  });
}

function printPromises(promises: readonly Promised[]): void {
  if (promises.length === 0) return;
  console.log('');
  for (const {about, value, bound, verdict} of promises) console.log(`${{holds: '✔', broken: '✘', 'not measured': '○'}[verdict]} ${about}: ${value ?? 'not measured'} (${bound})`);
}
