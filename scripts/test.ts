/**
 * scripts/test - everything that must hold, one after another, with one line of totals at the end.
 * `node scripts/test.ts [name …]` runs only the named checks. Exit code 1 when anything failed.
 * Elements and pages are tested in each browser that is found. One that is missing is named as not run, and fails where it is needed:
 * Chromium always, the others with `ALL_BROWSERS=1`. As root on Debian what is needed is installed first.
 */
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromiumMissing, findChromium, findFirefox, findWebKit, firefoxMissing, webkitMissing} from '../test/support/find-browser.mjs';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why nothing ran. */
  readonly missing?: string;
}

interface Browser {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  readonly find: () => unknown;
  readonly missing: string;
  /** Debian's packages. */
  readonly packages: readonly string[];
  readonly needed: boolean;
}

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it counts its own tests; otherwise it is one. */
  readonly counts?: true;
  readonly browser?: Browser;
  /** Why it is skipped here. */
  readonly skipped?: string | undefined;
}

const needsAll = process.env['ALL_BROWSERS'] === '1';
const chromium: Browser = {name: 'chromium', find: () => findChromium(), missing: chromiumMissing, packages: ['chromium'], needed: true};
const firefox: Browser = {name: 'firefox', find: () => findFirefox(), missing: firefoxMissing, packages: ['firefox-esr'], needed: needsAll};
const webkit: Browser = {name: 'webkit', find: () => findWebKit(), missing: webkitMissing, packages: ['webkit2gtk-driver', 'xvfb'], needed: needsAll};

// `--exit`: what a failed test left open must not keep the whole run from its end.
const mocha = (name: string, files: string, ...options: string[]): Check => ({name, command: ['mocha', '--exit', ...options, files], counts: true});
const types = (room: string): Check => ({name: `types ${room}`, command: ['tsc', '-p', `${room}/tsconfig.json`]});

const schemathesis = process.env['SCHEMATHESIS'];
const withExamples = process.env['EXAMPLES'] === '1';

const checks: readonly Check[] = [
  {name: 'lint', command: ['eslint', '.', '--max-warnings', '0']},
  ...['shared', 'server', 'client', 'test', 'test/client', 'scripts', 'perf'].map(types),
  {name: 'arrows', command: ['depcruise', 'shared', 'server', 'client', '--config', '.dependency-cruiser.cjs']},
  {name: 'docs', command: ['node', 'scripts/write-docs.ts', '--check']},
  {name: 'build', command: ['node', 'scripts/build-client.ts', '--check']},
  mocha('unit', 'test/{shared,server,support,flow,scripts,perf}/**/*.test.ts'),
  ...[chromium, firefox, webkit].map((browser): Check => ({name: `browser ${browser.name}`, command: ['wtr'], counts: true, browser})),
  {...mocha('end to end', 'test/e2e/**/*.test.ts', '--timeout', '60000'), browser: chromium},
  ...[firefox, webkit].map((browser): Check => ({...mocha(`end to end ${browser.name}`, 'test/e2e/pages/*.test.ts', '--timeout', '60000'), browser})),
  {
    name: 'api',
    command: ['node', 'scripts/check-api.ts', ...(schemathesis ? [schemathesis] : [])],
    skipped: schemathesis ? undefined : 'SCHEMATHESIS does not name the program (PyPI has it); .ci/run installs it.',
  },
  // Skips itself, and says why, where there is no Python with a LiteLLM proxy.
  mocha('real models', 'test/real-model/**/*.test.ts', '--timeout', '60000'),
  {
    name: 'examples',
    command: ['node', 'scripts/check-examples.ts'],
    counts: true,
    browser: chromium,
    skipped: withExamples ? undefined : 'It installs React, Vue and Svelte: EXAMPLES=1 runs it, as does `npm run examples`.',
  },
];

/** Installs Debian's packages of browsers that are needed, where that is allowed. */
function install(browsers: readonly Browser[]): void {
  const packages = browsers.filter(({needed, find}) => needed && find() === undefined).flatMap((browser) => browser.packages);
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing Debian’s ${packages.join(', ')}.`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) spawnSync('apt-get', args, {stdio: ['ignore', 'ignore', 'inherit']});
}

async function run({name, command, counts, browser, skipped}: Check): Promise<Totals> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  if (skipped !== undefined) {
    console.log(`Skipped: ${skipped}`);
    return {passed: 0, failed: 0, skipped: 1};
  }
  if (browser && browser.find() === undefined) {
    console.error(browser.missing);
    return {passed: 0, failed: browser.needed ? 1 : 0, skipped: 0, missing: browser.missing};
  }
  const folder = mkdtempSync(join(tmpdir(), 'llm-window-test-'));
  const summary = join(folder, 'summary.json');
  const [program, ...args] = command;
  const env = {...process.env, MOCHA_SUMMARY: summary, WTR_SUMMARY: summary, EXAMPLES_SUMMARY: summary, ...(browser && {BROWSER: browser.name})};
  const child = spawn(program, args, {stdio: 'inherit', env});
  const exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)).once('error', () => done(1)));
  const counted = counts && existsSync(summary) ? (JSON.parse(readFileSync(summary, 'utf8')) as Totals) : {passed: 0, failed: 0, skipped: 0};
  rmSync(folder, {recursive: true});
  if (!counts) return {passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0};
  // A runner that ended badly or ran nothing has failed, whatever it counted.
  const silent = counted.passed + counted.failed + counted.skipped === 0 || (exitCode !== 0 && counted.failed === 0);
  return silent ? {...counted, failed: counted.failed + 1} : counted;
}

const wanted = process.argv.slice(2);
const chosen = checks.filter(({name}) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
install(chosen.flatMap(({browser}) => browser ?? []));
const results: (readonly [string, Totals])[] = [];
for (const check of chosen) results.push([check.name, await run(check)]);
const sum = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((total, [, totals]) => total + totals[key], 0);

console.log('');
for (const [name, {passed, failed, skipped, missing}] of results) {
  const said = missing === undefined ? `${passed} passed, ${failed} failed, ${skipped} skipped` : `NOT RUN: ${missing}`;
  console.log(`${failed > 0 ? '✘' : missing === undefined ? '✔' : '○'} ${name.padEnd(18)} ${said}`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || chosen.length === 0 ? 1 : 0;
