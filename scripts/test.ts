/**
 * scripts/test - everything that must hold, one after another, with one line of totals at the end.
 * `node scripts/test.ts [name …]` runs only the named checks. Exit code 1 when anything failed.
 * Failed test files are run once more by themselves (scripts/run-check.ts); what failed, and what then passed, is named before the totals.
 * Elements and pages are tested in Chromium, and with `ALL_BROWSERS=1` or by name in Firefox and WebKitGTK. One that is missing is named as
 * not run, and fails where it is needed: Chromium always, the others with `ALL_BROWSERS=1`. As root on Debian what is needed is installed first.
 */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chromiumMissing, findChromium, findFirefox, findWebKit, firefoxMissing, webkitMissing} from '../test/support/find-browser.mjs';
import {runCheck, type Browser, type Check, type Totals} from './run-check.ts';

const needsAll = process.env['ALL_BROWSERS'] === '1';
const wanted = process.argv.slice(2);
const chromium: Browser = {name: 'chromium', find: () => findChromium(), missing: chromiumMissing, packages: ['chromium'], needed: true};
const firefox: Browser = {name: 'firefox', find: () => findFirefox(), missing: firefoxMissing, packages: ['firefox-esr'], needed: needsAll};
const webkit: Browser = {name: 'webkit', find: () => findWebKit(), missing: webkitMissing, packages: ['webkit2gtk-driver', 'xvfb'], needed: needsAll};

// `--exit`: what a failed test left open must not keep the whole run from its end.
const mocha = (name: string, files: string, ...options: string[]): Check => {
  const only = (some: readonly string[]): Check['command'] => ['mocha', '--exit', ...options, ...some];
  return {name, command: only([files]), counts: true, only};
};
/** Two files at a time: most of what they take is waiting for servers and browsers. What failed is run again by itself. */
const endToEnd = (name: string, files: string): Check => {
  const oneByOne = mocha(name, files, '--timeout', '60000');
  return {...oneByOne, command: [...oneByOne.command, '--parallel', '--jobs', '2']};
};
/** Three browsers take too long for every run. */
const skipped = (browser: Browser): string | undefined => (browser === chromium || needsAll || wanted.length > 0 ? undefined : 'ALL_BROWSERS=1 runs it, as in CI; so does its name.');
const elements = (browser: Browser): Check => ({name: `browser ${browser.name}`, command: ['wtr'], counts: true, only: (files) => ['wtr', '--files', ...files], browser, skipped: skipped(browser)});
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
  ...[chromium, firefox, webkit].map(elements),
  mocha('package', 'test/package/**/*.test.ts', '--timeout', '60000'), // builds the client anew: by itself
  {...endToEnd('end to end', 'test/e2e/**/*.test.ts'), browser: chromium},
  ...[firefox, webkit].map((browser): Check => ({...endToEnd(`end to end ${browser.name}`, 'test/e2e/pages/*.test.ts'), browser, skipped: skipped(browser)})),
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

const chosen = checks.filter(({name}) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
install(chosen.flatMap(({browser}) => browser ?? []));
const results: (readonly [string, Totals, number])[] = [];
for (const check of chosen) {
  const begunAt = performance.now();
  results.push([check.name, await runCheck(check), (performance.now() - begunAt) / 1_000]);
}
const sum = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((total, [, totals]) => total + totals[key], 0);

console.log('');
for (const [name, {passed, failed, skipped, missing}, seconds] of results) {
  const said = missing === undefined ? `${passed} passed, ${failed} failed, ${skipped} skipped` : `NOT RUN: ${missing}`;
  console.log(`${failed > 0 ? '✘' : missing === undefined ? '✔' : '○'} ${name.padEnd(18)} ${said}, ${seconds.toFixed(0)} s`);
}
for (const [name, {failures = [], unsteady = []}] of results) {
  for (const title of failures) console.log(`\nFailed, ${name}: ${title}`);
  for (const title of unsteady) console.log(`\nUnsteady, ${name} (failed, then passed when its file was run again): ${title}`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || chosen.length === 0 ? 1 : 0;
