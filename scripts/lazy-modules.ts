/** scripts - an esbuild plugin: each dynamically imported module becomes a bundle of its own, hashed, below `chunks/`. */
import {basename, join, resolve} from 'node:path';
import type {BuildOptions, Plugin} from 'esbuild';

/**
 * esbuild's own splitting moves what entry and lazy module share into a third file, which the entry then waits for. Here the
 * entry is one file; the little that both need stands in both.
 * @param outdir - Where the entry goes.
 * @param options - How lazy modules are built.
 */
export const lazyModules = (outdir: string, options: BuildOptions): Plugin => ({
  name: 'lazy-modules',
  setup(build) {
    build.onResolve({filter: /^\.{1,2}\//}, async ({kind, path, resolveDir}) => {
      if (kind !== 'dynamic-import') return undefined;
      const entryPoints = [resolve(resolveDir, path)];
      const {metafile} = await build.esbuild.build({...options, entryPoints, outdir: join(outdir, 'chunks'), entryNames: '[name]-[hash]', metafile: true});
      const built = Object.entries(metafile.outputs).find(([, {entryPoint}]) => entryPoint !== undefined);
      if (!built) throw new Error(`Cannot bundle ${path}: esbuild wrote nothing`);
      return {path: `./chunks/${basename(built[0])}`, external: true};
    });
  },
});
