/**
 * perf/clinic - profiles the real server under load with clinic: `npm run clinic -- doctor|flame|heapprofiler`.
 * The load is autocannon's: twenty connections that start sessions over the corpus for ten seconds. The HTML report is in `perf/results/clinic/`.
 */
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const tools = ['doctor', 'flame', 'heapprofiler'];
const [tool = ''] = process.argv.slice(2);
if (!tools.includes(tool)) {
  console.error(`clinic: name a tool: ${tools.join(', ')} (bubbleprof does not finish its analysis on this Node)`);
  process.exit(2);
}

const root = resolve(import.meta.dirname, '..');
const reports = join(root, 'perf/results/clinic');
const dataDir = mkdtempSync(join(tmpdir(), 'llm-window-clinic-'));
mkdirSync(reports, {recursive: true});
const body = join(dataDir, 'question.json'); // a file, since clinic's own splitting of words would take the quotes away
writeFileSync(body, JSON.stringify({question: 'How does Koa run its middleware?'}));
const load = `autocannon -c 20 -d 10 -m POST -H content-type=application/json -i ${body} http://127.0.0.1:$PORT/v1/sessions`;
const child = spawn('clinic', [tool, '--open=false', '--dest', reports, '--on-port', load, '--', 'node', 'server/main.ts', '--port', '0', '--data-dir', dataDir, '--log-level', 'warn', '--max-sessions', '100000', '--grace-ms', '1000'], {
  cwd: root,
  stdio: 'inherit',
  // Without these two, clinic asks about telemetry and ends at once.
  env: {...process.env, NO_INSIGHT: '1', NO_UPDATE_NOTIFIER: '1'},
});
child.once('exit', (code) => {
  rmSync(dataDir, {recursive: true, force: true});
  process.exitCode = code ?? 1;
});
