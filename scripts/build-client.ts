/**
 * scripts - bundles the client into `client/dist/`: the element as one entry with lazy, hashed chunks, and the demo page.
 * `node scripts/build-client.ts` builds once and prints what a reader downloads; with `--check` it fails when that is too much.
 */
import {cp, glob, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {build, type BuildOptions, type Plugin} from 'esbuild';
import {version} from '../client/version.ts';
import {ChunkGraph, core, type Need} from './chunk-graph.ts';
import {copyModules} from './copy-modules.ts';
import {buildChunks} from './join-chunks.ts';
import {minifyStyles} from './minify-styles.ts';
import {minifyTemplates} from './minify-templates.ts';
import {modernLit} from './modern-lit.ts';
import {modernRxjs} from './modern-rxjs.ts';
import {slimMarkdown} from './slim-markdown.ts';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'client/dist');

/** How everything of the client is built. */
export const clientBuild: BuildOptions = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  // The older form of decorators takes a third less: private fields stay what they are, and what is decorated needs no accessors of its own.
  tsconfigRaw: {compilerOptions: {experimentalDecorators: true, useDefineForClassFields: false}},
  conditions: ['es2015'], // RxJS without its ES5 helpers
  minify: true,
  legalComments: 'linked', // beside each script, not in it
  sourcemap: 'linked',
  logLevel: 'warning',
  plugins: [minifyStyles],
};

/** One built script, in bytes. */
export interface BuiltFile {
  /** Below `client/dist/`. */
  readonly path: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly need: Need;
}

/** Builds everything anew. @returns The element's scripts. */
export async function buildClient(): Promise<readonly BuiltFile[]> {
  await checkVersion();
  await rm(outdir, {recursive: true, force: true});
  const chunks = await buildChunks(core, {...clientBuild, outdir, plugins: [minifyStyles, minifyTemplates, slimMarkdown, modernRxjs, modernLit, copyModules]});
  const graph = new ChunkGraph(chunks);
  graph.expectWhole();
  await build({...clientBuild, entryPoints: ['client/llm-window.ts'], plugins: [importBuilt(graph)]});
  await build({...clientBuild, entryPoints: ['client/page/page.ts', 'client/page/page.css']});
  await build({...clientBuild, outdir: join(outdir, 'diagram'), entryPoints: ['client/diagram/diagram.ts'], format: 'iife'});
  for (const file of ['index.html', 'diagram.css']) await cp(join(root, 'client/diagram', file), join(outdir, 'diagram', file));
  await cp(join(root, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js'), join(outdir, 'diagram/mermaid.js'));
  for (const file of ['index.html', 'favicon.svg']) await cp(join(root, 'client/page', file), join(outdir, file));
  await compressAll();
  return await Promise.all([measure('llm-window.js', 'first'), ...chunks.map(({path}) => measure(path, graph.needOf(path)))]);
}

/** Lets the entry, which is bundled on its own, fetch the element where it was built to. */
const importBuilt = (graph: ChunkGraph): Plugin => ({
  name: 'import-built',
  setup(build) {
    build.onResolve({filter: /^\.\/elements\/define-elements\.ts$/}, () => ({path: `./${graph.pathOf(core)}`, external: true}));
  },
});

/** What readers download, beside each file as `.gz`: the server sends that to those who take it. */
async function compressAll(): Promise<void> {
  for await (const path of glob('**/*.{js,css,html,svg}', {cwd: outdir})) {
    await writeFile(join(outdir, `${path}.gz`), compress(await readFile(join(outdir, path))));
  }
}

async function checkVersion(): Promise<void> {
  const {version: packaged} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {version: string};
  if (packaged !== version) throw new Error(`client/version.ts says ${version}, package.json says ${packaged}: make them the same`);
}

async function measure(path: string, need: Need): Promise<BuiltFile> {
  const content = await readFile(join(outdir, path));
  return {path, bytes: content.length, gzip: compress(content).length, need};
}

/** Level 7 of memory cuts scripts of this size into better blocks than more of it does. */
const compress = (content: Buffer): Buffer => gzipSync(content, {level: 9, memLevel: 7});

/** Most that a reader may have to download, in bytes of gzip. */
const budgets = {first: 30_500, answer: 70_000} as const;

if (import.meta.main) {
  const files = await buildClient();
  const kb = (bytes: number) => `${(bytes / 1_000).toFixed(1)} KB`.padStart(9);
  const sum = (...needs: Need[]) => files.reduce((total, {gzip, need}) => total + (needs.includes(need) ? gzip : 0), 0);
  for (const {path, bytes, gzip, need} of files) console.log(`${kb(bytes)} min ${kb(gzip)} gzip  ${path} (${need})`);
  const [first, answer] = [sum('first'), sum('first', 'answer')];
  console.log(`${kb(first)} gzip before the first question (at most ${kb(budgets.first).trim()}), ${kb(answer).trim()} with everything an ordinary answer needs (at most ${kb(budgets.answer).trim()})`);
  if (process.argv.includes('--check') && (first > budgets.first || answer > budgets.answer)) {
    console.error('The client has outgrown its budget.');
    process.exitCode = 1;
  }
}
