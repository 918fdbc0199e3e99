/**
 * scripts - builds `dist/`, what the npm package holds: the script for a page (`llm-window.js` and its chunks), modules for
 * bundlers that leave Lit and RxJS to them, types, and what describes the element to editors and frameworks.
 */
import {execFileSync} from 'node:child_process';
import {cp, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';
import {buildClient, clientBuild} from './build-client.ts';
import {slimMarkdown} from './slim-markdown.ts';
import {minifyStyles} from './minify-styles.ts';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'dist');
const run = (program: string, ...args: string[]) => execFileSync(join(root, 'node_modules/.bin', program), args, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});

await rm(outdir, {recursive: true, force: true});
await mkdir(outdir);
await buildClient();
await cp(join(root, 'client/dist/llm-window.js'), join(outdir, 'llm-window.js'));
await cp(join(root, 'client/dist/chunks'), join(outdir, 'chunks'), {recursive: true});
await build({
  ...clientBuild,
  outdir,
  entryPoints: ['client/index.ts', 'client/define.ts'],
  splitting: true,
  chunkNames: 'modules/[name]-[hash]',
  external: ['lit', 'lit/*', 'rxjs'],
  minify: false,
  plugins: [minifyStyles, slimMarkdown],
});
run('tsc', '-p', 'client/tsconfig.package.json');
run('cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs');
