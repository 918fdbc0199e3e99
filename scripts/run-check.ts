/**
 * scripts/run-check - one check of scripts/test.ts as a process of its own, and what it counted.
 * The machines that run this are shared: where a few test files failed, those files are run once more by themselves. What fails again has failed;
 * what passes then is counted as passed and named as unsteady, so that it is seen and mended.
 */
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';

export interface Browser {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  readonly find: () => unknown;
  readonly missing: string;
  /** Debian's packages. */
  readonly packages: readonly string[];
  readonly needed: boolean;
}

type Command = readonly [string, ...string[]];

export interface Check {
  readonly name: string;
  readonly command: Command;
  /** Whether it counts its own tests; otherwise it is one. */
  readonly counts?: true;
  /** The command that runs only these test files. */
  readonly only?: (files: readonly string[]) => Command;
  readonly browser?: Browser;
  /** Why it is skipped here. */
  readonly skipped?: string | undefined;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why nothing ran. */
  readonly missing?: string;
  /** Names of tests that failed. */
  readonly failures?: readonly string[];
  /** Names of tests that failed first, and passed when their files were run again. */
  readonly unsteady?: readonly string[];
}

/** What a runner leaves of itself: see test/support's reporters. */
export interface Summary extends Omit<Totals, 'failures'> {
  readonly failures?: readonly {readonly file: string; readonly title: string}[];
}

/** More files than this are broken, not unsteady. */
const MAX_FILES_AGAIN = 5;

/** @param output - What becomes of what the runner prints. */
export async function runCheck(check: Check, output: 'inherit' | 'ignore' = 'inherit'): Promise<Totals> {
  const {name, command, counts, only, browser, skipped} = check;
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  if (skipped !== undefined) {
    console.log(`Skipped: ${skipped}`);
    return {passed: 0, failed: 0, skipped: 1};
  }
  if (browser && browser.find() === undefined) {
    console.error(browser.missing);
    return {passed: 0, failed: browser.needed ? 1 : 0, skipped: 0, missing: browser.missing};
  }
  const first = await start(command, browser, output);
  if (!counts) return {passed: first.exitCode === 0 ? 1 : 0, failed: first.exitCode === 0 ? 0 : 1, skipped: 0};
  const totals = totalsOf(first);
  const files = [...new Set((first.summary.failures ?? []).map(({file}) => file))].filter((file) => file !== '');
  if (!only || totals.failed === 0 || files.length === 0 || files.length > MAX_FILES_AGAIN || totals.failed !== first.summary.failures?.length) return totals;
  console.log(`\n── ${name}: failed files once more ${'─'.repeat(30)}`);
  return settle(totals, totalsOf(await start(only(files.map((file) => relative('.', file))), browser, output)));
}

/**
 * What counts after the failed files were run again.
 * @param first - Of the whole check.
 * @param second - Of its failed files alone. Everything that failed in it has failed.
 */
export function settle(first: Totals, second: Totals): Totals {
  const failures = second.failures ?? [];
  const unsteady = (first.failures ?? []).filter((title) => !failures.includes(title));
  return {passed: first.passed + first.failed - second.failed, failed: second.failed, skipped: first.skipped, failures, unsteady};
}

interface Ended {
  readonly exitCode: number;
  readonly summary: Summary;
}

async function start([program, ...args]: Command, browser: Browser | undefined, output: 'inherit' | 'ignore'): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-window-test-'));
  const path = join(folder, 'summary.json');
  const env = {...process.env, TEST_SUMMARY: path, ...(browser && {BROWSER: browser.name})};
  const child = spawn(program, args, {stdio: output, env});
  const exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)).once('error', () => done(1)));
  const summary: Summary = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Summary) : {passed: 0, failed: 0, skipped: 0};
  rmSync(folder, {recursive: true});
  return {exitCode, summary};
}

/** A runner that ended badly or ran nothing has failed, whatever it counted. */
function totalsOf({exitCode, summary: {passed, failed, skipped, failures = []}}: Ended): Totals {
  const silent = passed + failed + skipped === 0 || (exitCode !== 0 && failed === 0);
  return {passed, failed: failed + (silent ? 1 : 0), skipped, failures: failures.map(({title}) => title)};
}
