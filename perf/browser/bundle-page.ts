/** perf/browser - the script of one technique's page: the technique, and what feeds it. Peers come from `perf/peers/`. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';

const folder = join(import.meta.dirname, 'page');
const modules = join(import.meta.dirname, '../peers/node_modules');

/** What can be measured, and its file. */
const techniques = {
  nothing: 'nothing.ts',
  'stream-alone': 'stream-alone.ts',
  element: 'element.ts',
  'streaming-markdown': 'streaming-markdown.mjs',
  streamdown: 'streamdown.mjs',
  'marked-dompurify': 'marked-dompurify.mjs',
  incremark: 'incremark.mjs',
} as const;

export type TechniqueName = keyof typeof techniques;

/** @throws Error - When the peers are not installed. */
export async function bundlePage(name: TechniqueName): Promise<string> {
  if (techniques[name].endsWith('.mjs') && !existsSync(join(modules, '@incremark/core'))) throw new Error('The peers are not installed: npm install --prefix perf/peers');
  const {outputFiles} = await build({
    stdin: {contents: `import {Feeder} from './feeder.ts'; import {technique} from './${techniques[name]}'; window.feeder = new Feeder(technique);`, resolveDir: folder, loader: 'ts'},
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    nodePaths: [modules],
    define: {'process.env.NODE_ENV': '"production"'},
  });
  return outputFiles[0]!.text;
}
