/** perf/support - result files: `perf/results/<scenario>.json` is the latest of each scenario, `perf/results/history/` keeps all. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {cpus, release, totalmem, type} from 'node:os';
import {join} from 'node:path';
import type {Promised} from './promises.ts';

/** Where it was measured, and what. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  /** Of V8 and of each peer, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** With `+` where files differ from it. */
  readonly commit: string;
}

/** One result file. */
export interface ResultFile {
  readonly scenario: string;
  readonly asks: string;
  /** When it began, ISO. */
  readonly at: string;
  readonly seconds: number;
  readonly short: boolean;
  readonly machine: Machine;
  readonly promises: readonly Promised[];
  readonly result: object;
}

const root = join(import.meta.dirname, '../..');
/** Where results are, beside this code. */
export const resultsFolder = join(root, 'perf/results');

/** What this machine and this checkout are. */
export function describeMachine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    system: `${type()} ${release()}`,
    node: process.version,
    versions: {v8: process.versions.v8, ...peerVersions()},
    commit: commitOf(root),
  };
}

/** Short, with `+` behind it where tracked files were changed. */
export function commitOf(folder: string): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+' : '');
  } catch {
    return 'unknown';
  }
}

/** Writes the latest and the kept copy. */
export function writeResult(file: ResultFile): void {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  mkdirSync(join(resultsFolder, 'history'), {recursive: true});
  writeFileSync(join(resultsFolder, `${file.scenario}.json`), text);
  writeFileSync(join(resultsFolder, 'history', `${file.at.replaceAll(':', '-')}-${file.scenario}.json`), text);
}

/** The latest result of a scenario, if there is one. */
export function readResult(scenario: string, folder = resultsFolder): ResultFile | undefined {
  const path = join(folder, `${scenario}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ResultFile) : undefined;
}

/** What is installed in `perf/peers`. */
function peerVersions(): Record<string, string> {
  const modules = join(root, 'perf/peers/node_modules');
  const manifest = JSON.parse(readFileSync(join(root, 'perf/peers/package.json'), 'utf8')) as {dependencies: Record<string, string>};
  const installed = Object.keys(manifest.dependencies).filter((name) => existsSync(join(modules, name, 'package.json')));
  return Object.fromEntries(installed.map((name) => [name, (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as {version: string}).version]));
}

/** Scenarios that have a file in `perf/scenarios/`. */
export const scenarioNames = (): string[] =>
  readdirSync(join(root, 'perf/scenarios'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
