/**
 * perf/run - measures what was promised, on this machine, with stand-in upstreams: `npm run perf [scenario …]`.
 * Prints a table; writes `perf/results/latest.json` and `latest.md`, and a dated copy of the JSON. Exit code 1 when a promise does not hold.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus, totalmem} from 'node:os';
import {join} from 'node:path';
import budgets from './budgets.json' with {type: 'json'};
import {measureCitations} from './scenarios/citations.ts';
import {measureErrors} from './scenarios/errors.ts';
import {measureEvidence} from './scenarios/evidence.ts';
import {measureFaults} from './scenarios/faults.ts';
import {measureExtract} from './scenarios/extract.ts';
import {measureFirst} from './scenarios/first.ts';
import {measureFrames} from './scenarios/frames.ts';
import {measureLargeCorpus} from './scenarios/large-corpus.ts';
import {measureRetrieval} from './scenarios/retrieval.ts';
import {measureSlowReaders} from './scenarios/slow-reader.ts';
import {measureStorm} from './scenarios/storm.ts';
import {measureTenSessions} from './scenarios/ten-sessions.ts';

const scenarios: Readonly<Record<string, () => Promise<object>>> = {
  first: measureFirst,
  'ten-sessions': measureTenSessions,
  extract: measureExtract,
  frames: measureFrames,
  errors: measureErrors,
  citations: measureCitations,
  evidence: measureEvidence,
  faults: measureFaults,
  'slow-readers': measureSlowReaders,
  storm: measureStorm,
  'large-corpus': measureLargeCorpus,
  retrieval: measureRetrieval,
};

/** Where each promise is found in the results. */
const places: Readonly<Record<keyof typeof budgets, string>> = {
  firstStatusP95Ms: 'first.status.p95',
  firstResultP95Ms: 'first.source.p95',
  peakRssMb: 'ten-sessions.peakRssMb',
  cpuPercent: 'ten-sessions.cpuPercent',
  extractGain: 'extract.quality.gain',
  extractWorstTypeGain: 'extract.quality.worstTypeGain',
  extractSpeedRatio: 'extract.speed.ratio',
  extractDelayP99Ms: 'extract.mainThread.delayP99Ms',
  extractHostileFailed: 'extract.hostile.failed',
  extractHostileSlowestMs: 'extract.hostile.slowestMs',
  charsetsRight: 'extract.charset.right',
  framesPerSecond: 'frames.framesPerSecond',
  errorPercent: 'errors.errorPercent',
  evidenceSourceP95Ms: 'evidence.source.p95',
  evidenceP95Ms: 'evidence.evidence.p95',
  evidenceLeftOpen: 'evidence.leftOpen',
  faultsErrorPercent: 'faults.errorPercent',
  faultsRecoveryPercent: 'faults.recoveryPercent',
  faultsOpenSockets: 'faults.openSockets',
  faultsTimersLeft: 'faults.timersLeft',
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.find((name) => !(name in scenarios));
if (unknown !== undefined) {
  console.error(`perf: there is no scenario "${unknown}"; there are ${Object.keys(scenarios).join(', ')}`);
  process.exit(2);
}

const results: Record<string, object> = {};
for (const [name, measure] of Object.entries(scenarios)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`… ${name}`);
  results[name] = await measure();
}

const figures = flatten(results);
const promises = Object.entries(budgets).flatMap(([key, budget]) => {
  const value = figures.get(places[key as keyof typeof budgets]);
  if (value === undefined) return [];
  const holds = 'below' in budget ? value < budget.below : value > budget.above;
  return [{about: budget.about, value, bound: 'below' in budget ? `< ${budget.below}` : `> ${budget.above}`, holds}];
});
const [cpu] = cpus();
const machine = {cpu: cpu?.model ?? '', cores: cpus().length, memoryMb: Math.round(totalmem() / 1_048_576), node: process.version, commit: commitOf(), at: new Date().toISOString()};
const table = [
  `# Performance\n\n${machine.cores} × ${machine.cpu}, Node ${machine.node}, commit ${machine.commit}, ${machine.at}. Stand-in upstreams on the same machine.\n`,
  '| Promise | Measured | Bound | |\n| --- | --: | --: | --- |',
  ...promises.map(({about, value, bound, holds}) => `| ${about} | ${value} | ${bound} | ${holds ? 'holds' : 'BROKEN'} |`),
  '\n| Figure | Value |\n| --- | --: |',
  ...[...figures].map(([name, value]) => `| ${name} | ${value} |`),
].join('\n');

const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, {recursive: true});
const json = `${JSON.stringify({machine, promises, results}, null, 2)}\n`;
writeFileSync(join(folder, 'latest.json'), json);
writeFileSync(join(folder, `${machine.at.replaceAll(':', '-')}.json`), json);
writeFileSync(join(folder, 'latest.md'), `${table}\n`);
console.log(`\n${table}`);
process.exitCode = promises.every(({holds}) => holds) ? 0 : 1;

/** Every number, by its path. */
function flatten(value: object, path = ''): Map<string, number> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, number][] => {
      const name = path ? `${path}.${key}` : key;
      if (typeof inner === 'number') return [[name, inner]];
      return typeof inner === 'object' && inner !== null ? [...flatten(inner, name)] : [];
    }),
  );
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {encoding: 'utf8'}).trim();
  } catch {
    return 'unknown';
  }
}
