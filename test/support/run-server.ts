/** test/support - the real server as a real process on a free loopback port, with a data folder of its own. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What `npm start` runs, after `node`: tests and measurements run the server as users do. */
const startArguments = (folder: string): string[] => (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {scripts: {start: string}}).scripts.start.split(' ').slice(1);

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server that listens. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
  /** All it has printed so far. */
  output(): {readonly stdout: string; readonly stderr: string};
  /** Resolves once it has printed this. */
  printed(pattern: RegExp): Promise<void>;
  ask(body: unknown): Promise<{readonly id: string; readonly eventsUrl: string}>;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Settings of the test; the machine's own never reach the server. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Starts the process without waiting for it. */
function launch(args: readonly string[], settings: ServerSettings, folder = root): {child: ChildProcess; output: () => {stdout: string; stderr: string}} {
  const {PATH = '', HOME = ''} = process.env;
  const child = spawn(process.execPath, [...startArguments(folder), ...args], {cwd: folder, env: {PATH, HOME, ...settings}, stdio: ['ignore', 'pipe', 'pipe']});
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {child, output: () => ({stdout, stderr})};
}

/** Runs the server until it ends by itself: for what it says of bad settings. */
export async function runToEnd(args: readonly string[], settings: ServerSettings = {}): Promise<Ended> {
  const {child, output} = launch(args, settings);
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, ...output()};
}

/**
 * Starts the server and resolves once it listens.
 * @param folder - Another checkout of it, for measurements that compare. @defaultValue this one
 */
export async function runServer(settings: ServerSettings = {}, folder = root): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'llm-window-data-'));
  const {child, output} = launch([], {PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings}, folder);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const printed = async (pattern: RegExp) => {
    while (!pattern.test(output().stdout)) {
      if (child.exitCode !== null) throw new Error(`The server ended: ${output().stderr}`);
      await Promise.race([once(child.stdout!, 'data'), closed]);
    }
  };
  await printed(/is ready: \S+\n/);
  const url = /is ready: (\S+)/.exec(output().stdout)?.[1] ?? '';
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    const [code] = await closed;
    rmSync(dataDir, {recursive: true, force: true});
    return {code, ...output()};
  };
  return {
    url,
    process: child,
    output,
    printed,
    async ask(body) {
      const response = await fetch(`${url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
      if (response.status !== 201) throw new Error(`POST /v1/sessions answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as {id: string; eventsUrl: string};
    },
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) await end('SIGKILL');
    },
  };
}
