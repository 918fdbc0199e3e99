/**
 * scripts - bundles the client into `client/dist/`: the element as one entry with lazy, hashed chunks, and the demo page.
 * `node scripts/build-client.ts` builds once and prints what a reader downloads.
 */
import {cp, readdir, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {build, type BuildOptions} from 'esbuild';
import {version} from '../client/version.ts';
import {lazyModules} from './lazy-modules.ts';
import {minifyStyles} from './minify-styles.ts';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'client/dist');

const common: BuildOptions = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  format: 'esm',
  target: 'es2022', // lowers decorators
  conditions: ['es2015'], // RxJS without its ES5 helpers
  minify: true,
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
  /** Fetched when it is needed, not with the entry. */
  readonly lazy: boolean;
}

/** Builds everything anew. @returns The element's scripts. */
export async function buildClient(): Promise<readonly BuiltFile[]> {
  await checkVersion();
  await rm(outdir, {recursive: true, force: true});
  await build({...common, entryPoints: ['client/llm-window.ts'], plugins: [minifyStyles, lazyModules(outdir, common)]});
  await build({...common, entryPoints: ['client/page/page.ts', 'client/page/page.css']});
  for (const file of ['index.html', 'favicon.svg']) await cp(join(root, 'client/page', file), join(outdir, file));
  const chunks = await readdir(join(outdir, 'chunks'));
  return await Promise.all(['llm-window.js', ...chunks.map((chunk) => `chunks/${chunk}`)].filter((path) => path.endsWith('.js')).map(measure));
}

async function checkVersion(): Promise<void> {
  const {version: packaged} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {version: string};
  if (packaged !== version) throw new Error(`client/version.ts says ${version}, package.json says ${packaged}: make them the same`);
}

async function measure(path: string): Promise<BuiltFile> {
  const content = await readFile(join(outdir, path));
  return {path, bytes: content.length, gzip: gzipSync(content, {level: 9}).length, lazy: path !== 'llm-window.js'};
}

if (import.meta.main) {
  const files = await buildClient();
  const kb = (bytes: number) => `${(bytes / 1_000).toFixed(1)} KB`.padStart(9);
  const sum = (some: readonly BuiltFile[]) => some.reduce((total, {gzip}) => total + gzip, 0);
  for (const {path, bytes, gzip, lazy} of files) console.log(`${kb(bytes)} min ${kb(gzip)} gzip  ${path}${lazy ? ' (lazy)' : ''}`);
  console.log(`${kb(sum(files.filter(({lazy}) => !lazy)))} gzip before the first question, ${kb(sum(files)).trim()} with everything an answer needs`);
}
