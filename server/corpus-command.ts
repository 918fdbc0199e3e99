/**
 * server/corpus-command - `npm run corpus -- status|rebuild`: looks after the corpus index, also beside a running server.
 * Reads the server's own settings (`CORPUS`, `DATA_DIR`) and flags. Exit codes: 0 all is well, 1 it is not, 2 it was asked wrongly.
 */
import {resolve} from 'node:path';
import {setInterval as every} from 'node:timers/promises';
import {corpusFolders} from './adapters/corpus/corpus-folders.ts';
import {CorpusIndex} from './adapters/corpus/corpus-index.ts';
import {openCorpus} from './adapters/corpus/corpus.ts';
import {indexFile} from './adapters/corpus/index-file.ts';
import {inspectIndex, type IndexStatus} from './adapters/corpus/inspect-index.ts';
import {checkFolders} from './config/check-folders.ts';
import {ConfigError, readConfig} from './config/read-config.ts';

const usage = `npm run corpus -- status    what is indexed, and whether it is up to date (exit code 1 when it is not)
npm run corpus -- rebuild   reads every file again; a running server answers from the old index meanwhile

Settings as for npm start, such as CORPUS=./handbook or -- status --corpus ./handbook`;

const project = resolve(import.meta.dirname, '..');
/** How often a long rebuild says how far it is, in milliseconds. */
const PROGRESS_MS = 2_000;

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    console.log(usage);
    return command === undefined ? 2 : 0;
  }
  if (command !== 'status' && command !== 'rebuild') throw new ConfigError(`"${command}" is neither status nor rebuild`);
  const request = readConfig(args, process.env);
  if (request.kind === 'help') {
    console.log(usage);
    return 0;
  }
  checkFolders(request.config);
  const folders = corpusFolders(request.config.CORPUS, project);
  const dataDir = resolve(request.config.DATA_DIR);
  const status = inspectIndex(dataDir, folders);
  if (command === 'status') return tell(status);
  if (status.state === 'damaged' && status.inUse) {
    console.error('llm-window: the index is damaged, and in use: stop the server first');
    return 1;
  }
  // Nobody sees it: a new file is smaller than one in which everything was replaced.
  if (!status.inUse) CorpusIndex.remove(indexFile(dataDir));
  else console.log('The index is in use, such as by a running server: its documents are replaced one after another.');
  const corpus = openCorpus({folders, dataDir, log: (message) => console.error(`llm-window: ${message}`)});
  const done = new AbortController();
  const progress = tellProgress(() => corpus.count(), done.signal);
  const {documents, removed, ms} = await corpus.rebuild().finally(() => done.abort());
  await progress;
  await corpus.close();
  console.log(`Indexed ${documents} documents in ${(ms / 1_000).toFixed(1)} s${removed > 0 ? `; ${removed} that are gone were removed` : ''}.`);
  return 0;
}

function tell({file, state, bytes, inUse, sections, folders, behind}: IndexStatus): number {
  const isCurrent = state === 'sound' && behind.added + behind.changed + behind.removed === 0;
  const states = {none: 'none yet; npm start or rebuild makes it', damaged: 'damaged; npm start or rebuild makes it anew', 'other-version': 'of another version; npm start or rebuild makes it anew', sound: 'sound'};
  console.log(`Index      ${file}, ${(bytes / 1_048_576).toFixed(1)} MB: ${states[state]}`);
  console.log(`Documents  ${folders.reduce((sum, {documents}) => sum + documents, 0)} in ${sections} sections`);
  for (const {label, documents} of folders) console.log(`           ${documents} in ${label}`);
  console.log(`Files      ${isCurrent ? 'all as they are indexed' : `${behind.added} not indexed, ${behind.changed} changed since, ${behind.removed} gone`}`);
  console.log(`In use     ${inUse ? 'yes' : 'no'}`);
  return isCurrent ? 0 : 1;
}

async function tellProgress(count: () => Promise<number>, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(PROGRESS_MS, undefined, {signal})) console.log(`… ${await count()} documents`);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof ConfigError) {
    console.error(`llm-window: ${error.message}`);
    process.exitCode = 2;
  } else {
    console.error(`llm-window: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
