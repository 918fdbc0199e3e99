/**
 * perf/clinic - profiles the real server under a scenario's load with clinic: `npm run clinic -- doctor|flame|heapprofiler [scenario]`.
 * Upstreams and load run in processes of their own; the HTML report is in `perf/results/clinic/`. How to read one: `docs/performance.md`.
 * heapprofiler is ended as a person would, with an interrupt: its own way (`--on-port`) stops the last thread that began, which is a worker, and then waits for ever.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {Readable} from 'node:stream';
import type {AskLoadOptions} from './load/ask-load.ts';
import type {RelayLoadOptions} from './load/relay-load.ts';
import {questions} from './support/seed-corpus.ts';
import {settingsFor, startModel} from './support/start-model.ts';
import {settingsForWeb, startWeb} from './support/start-web.ts';

const tools = ['doctor', 'flame', 'heapprofiler'];
/** What a load is made of; the address comes from clinic. */
const loads: Readonly<Record<string, {readonly about: string; readonly gate: number; readonly file: string; readonly options: Omit<RelayLoadOptions, 'url'> | Omit<AskLoadOptions, 'url'>; readonly web?: true}>> = {
  relay: {about: '100 sessions at 50 tokens a second', gate: 100, file: 'relay-load.ts', options: {pid: 0, sessions: 100, tokens: 500, twoCalls: true}},
  first: {about: '200 questions over the package’s corpus, 20 a second', gate: 1, file: 'ask-load.ts', options: {questions, models: ['extractive'], count: 200, perSecond: 20}},
  web: {about: '100 questions over a web, 10 a second', gate: 1, file: 'ask-load.ts', options: {questions: ['What makes the tides of harbour c# rise?'], models: ['extractive'], count: 100, perSecond: 10}, web: true},
};

const [tool = '', name = 'relay'] = process.argv.slice(2);
const load = loads[name];
if (!tools.includes(tool) || !load) {
  console.error(`clinic: name a tool: ${tools.join(', ')} (bubbleprof does not finish its analysis on this Node), and a scenario:`);
  for (const [known, {about}] of Object.entries(loads)) console.error(`  ${known.padEnd(6)} ${about}`);
  process.exit(2);
}

const root = resolve(import.meta.dirname, '..');
const reports = join(root, 'perf/results/clinic');
const dataDir = mkdtempSync(join(tmpdir(), 'llm-window-clinic-'));
mkdirSync(reports, {recursive: true});
await using model = await startModel({tokens: 500, gate: load.gate});
await using web = await startWeb({searchMs: 50, pageMs: 50});
const start = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {scripts: {start: string}}).scripts.start.split(' ');
const {PATH = '', HOME = ''} = process.env;
const isInterrupted = tool === 'heapprofiler';
const loadFile = join('perf/load', load.file);
const PERF_OPTIONS = JSON.stringify(load.options);
const child = spawn('clinic', [tool, '--open=false', '--dest', reports, ...(isInterrupted ? [] : ['--on-port', `node ${loadFile}`]), '--', ...start], {
  cwd: root,
  stdio: ['inherit', isInterrupted ? 'pipe' : 'inherit', 'inherit'],
  detached: isInterrupted,
  env: {
    PATH,
    HOME,
    // Without these two, clinic asks about telemetry and ends at once.
    NO_INSIGHT: '1',
    NO_UPDATE_NOTIFIER: '1',
    PERF_OPTIONS,
    ...settingsFor(model.said.url),
    ...(load.web && settingsForWeb(web.said)),
    CORPUS: name === 'first' ? '' : 'test/fixtures/corpus',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  },
});
if (child.stdout) await loadThenInterrupt(child.stdout);
process.exitCode = await new Promise<number>((ended) => child.once('exit', (code) => ended(code ?? 1)));
rmSync(dataDir, {recursive: true, force: true});

/** Once the server listens and has its index, the load; once that is over, Ctrl+C for clinic and the server, as a terminal sends it to all that run in it. */
async function loadThenInterrupt(output: Readable): Promise<void> {
  output.pipe(process.stdout);
  const port = await new Promise<string>((found) => {
    let printed = '';
    output.on('data', (text) => {
      printed += String(text);
      const [, said] = /ready: http:\/\/\S*:(\d+)/.exec(printed) ?? [];
      if (said !== undefined && printed.includes('Corpus ')) found(said);
    });
    output.once('end', () => found(''));
  });
  if (port === '') return;
  await once(spawn(process.execPath, [loadFile], {cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: {PATH, HOME, PORT: port, PERF_OPTIONS}}), 'exit');
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
}
