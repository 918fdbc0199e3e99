/**
 * scripts - gives scripts that are fetched later copies of the small modules they would share with others. What a page fetches later may
 * import nothing but the core: Firefox remembers for as long as a page lives that an import failed, so only a script that fails by
 * itself can be asked for again, under another address (`client/store/lazy-module.ts`).
 */
import {readFile} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import type {Plugin} from 'esbuild';

/** Which modules, and whose imports are copies, with all that they import. They keep no state. */
const copies: Readonly<Record<string, readonly string[]>> = {
  'adopt-sheet.ts': ['citation-cards.ts', 'color-code.ts', 'draw-diagram.ts'],
};

const namespace = 'copies';

export const copyModules: Plugin = {
  name: 'copy-modules',
  setup(build) {
    build.onResolve({filter: /^\./, namespace: 'file'}, ({path, importer, resolveDir}) => {
      const user = basename(importer);
      return copies[basename(path)]?.includes(user) ? {path: `${resolve(resolveDir, path)}?${user}`, namespace} : undefined;
    });
    build.onResolve({filter: /^\./, namespace}, ({path, importer, resolveDir}) => ({path: `${resolve(resolveDir, path)}?${importer.split('?')[1]}`, namespace}));
    build.onLoad({filter: /./, namespace}, async ({path}) => {
      const [file = ''] = path.split('?');
      return {contents: await readFile(file, 'utf8'), loader: 'ts', resolveDir: dirname(file)};
    });
  },
};
