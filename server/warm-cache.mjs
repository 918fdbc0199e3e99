/**
 * server/warm-cache - loads what the server and its worker may load, and starts nothing, so that the first start finds all of it compiled.
 * Runs before `npm start`, with the same V8 flags: compiled code is kept for each set of flags.
 */
import {globSync, mkdtempSync, rmSync} from 'node:fs';
import module from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

console.log = () => undefined; // the help, which is all that the server is asked for
process.argv.push('--help');
await import('./start.mjs');

const ownEntry = /(?:^main|^corpus-command|(?:corpus|cache)-worker|\.d)\.ts$/;
for (const file of globSync('**/*.ts', {cwd: import.meta.dirname})) if (!ownEntry.test(file)) await import(`./${file}`);

const {openCorpus} = await import('./adapters/corpus/corpus.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'llm-window-warm-'));
const corpus = openCorpus({folders: [], dataDir});
await corpus.refresh();
await corpus.close();
rmSync(dataDir, {recursive: true, force: true});
module.flushCompileCache?.();
