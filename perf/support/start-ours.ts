/** perf/support - starts our server as users do, in front of a stand-in model. */
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {runServer, type RunningServer, type ServerSettings} from '../../test/support/run-server.ts';
import {settingsFor} from './start-model.ts';

/** A server that runs, in the shape of the peers. */
export interface Ours extends AsyncDisposable {
  readonly said: {readonly url: string};
  readonly pid: number;
  readonly running: RunningServer;
}

/** What is asked about unless the scenario says otherwise: small, so that it is the relay that is measured. */
const SMALL_CORPUS = 'test/fixtures/corpus';
const root = resolve(import.meta.dirname, '../..');
const warmed = new Set<string>();

/** What runs. */
export interface OursOptions {
  readonly modelUrl?: string;
  readonly settings?: ServerSettings;
  /** Another checkout of it. @defaultValue this one */
  readonly folder?: string;
}

/** Resolves once it listens and has its index. */
export async function startOurs({modelUrl, settings = {}, folder = root}: OursOptions): Promise<Ours> {
  if (!warmed.has(folder)) warm(folder);
  const running = await runServer({CORPUS: SMALL_CORPUS, ...(modelUrl !== undefined && settingsFor(modelUrl)), ...settings}, folder);
  await running.printed(/Corpus/);
  return {said: {url: running.url}, pid: running.process.pid ?? 0, running, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]()};
}

/** What `npm start` does before it starts: builds the client, and fills the compile cache, without which Node loads its type stripper. */
function warm(folder: string): void {
  warmed.add(folder);
  const {PATH = '', HOME = ''} = process.env;
  const {scripts} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {scripts: {prestart: string}};
  spawnSync(scripts.prestart, {cwd: folder, env: {PATH: `${join(folder, 'node_modules/.bin')}:${PATH}`, HOME}, shell: true, stdio: 'ignore'});
}
