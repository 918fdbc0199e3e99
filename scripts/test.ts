/**
 * scripts/test - everything that must hold, one after another, with one line of totals at the end.
 * `node scripts/test.ts [name …]` runs only the named checks. Exit code 1 when anything failed.
 */
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromiumMissing, findChromium} from '../test/support/find-browser.mjs';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it counts its own tests; otherwise it is one. */
  readonly counts?: true;
  readonly needsBrowser?: true;
}

// `--exit`: what a failed test left open must not keep the whole run from its end.
const mocha = (name: string, files: string, ...options: string[]): Check => ({name, command: ['mocha', '--exit', ...options, files], counts: true});
const types = (room: string): Check => ({name: `types ${room}`, command: ['tsc', '-p', `${room}/tsconfig.json`]});

const checks: readonly Check[] = [
  {name: 'lint', command: ['eslint', '.', '--max-warnings', '0']},
  ...['shared', 'server', 'client', 'test', 'test/client', 'scripts', 'perf'].map(types),
  {name: 'arrows', command: ['depcruise', 'shared', 'server', 'client', '--config', '.dependency-cruiser.cjs']},
  {name: 'docs', command: ['node', 'scripts/write-docs.ts', '--check']},
  {name: 'build', command: ['node', 'scripts/build-client.ts']},
  mocha('unit', 'test/{shared,server,support,flow,scripts}/**/*.test.ts'),
  {name: 'browser', command: ['wtr'], counts: true, needsBrowser: true},
  {...mocha('end to end', 'test/e2e/**/*.test.ts', '--timeout', '60000'), needsBrowser: true},
];

/** Installs Debian's Chromium where that is allowed and needed. */
function ensureChromium(): void {
  if (findChromium() !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('No Chromium found: installing Debian’s package.');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) spawnSync('apt-get', args, {stdio: ['ignore', 'ignore', 'inherit']});
}

async function run({name, command, counts, needsBrowser}: Check): Promise<Totals> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  if (needsBrowser && findChromium() === undefined) {
    console.error(chromiumMissing);
    return {passed: 0, failed: 1, skipped: 0};
  }
  const folder = mkdtempSync(join(tmpdir(), 'llm-window-test-'));
  const summary = join(folder, 'summary.json');
  const [program, ...args] = command;
  const child = spawn(program, args, {stdio: 'inherit', env: {...process.env, MOCHA_SUMMARY: summary, WTR_SUMMARY: summary}});
  const exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)).once('error', () => done(1)));
  const counted = counts && existsSync(summary) ? (JSON.parse(readFileSync(summary, 'utf8')) as Totals) : {passed: 0, failed: 0, skipped: 0};
  rmSync(folder, {recursive: true});
  if (!counts) return {passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0};
  // A runner that ended badly or ran nothing has failed, whatever it counted.
  const silent = counted.passed + counted.failed === 0 || (exitCode !== 0 && counted.failed === 0);
  return silent ? {...counted, failed: counted.failed + 1} : counted;
}

const wanted = process.argv.slice(2);
const chosen = checks.filter(({name}) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
if (chosen.some(({needsBrowser}) => needsBrowser)) ensureChromium();
const results: (readonly [string, Totals])[] = [];
for (const check of chosen) results.push([check.name, await run(check)]);
const sum = (key: keyof Totals): number => results.reduce((total, [, totals]) => total + totals[key], 0);

console.log('');
for (const [name, {passed, failed, skipped}] of results) console.log(`${failed > 0 ? '✘' : '✔'} ${name.padEnd(16)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || chosen.length === 0 ? 1 : 0;
