/**
 * scripts - gives scripts that are fetched later copies of the small modules they would share with others. What a page fetches later may
 * import nothing but the core: Firefox remembers for as long as a page lives that an import failed, so only a script that fails by
 * itself can be asked for again, under another address (`client/store/lazy-module.ts`).
 */
import {basename, resolve} from 'node:path';
import type {Plugin} from 'esbuild';

/** Which modules, and whose imports are copies. They keep no state and import nothing. */
const copies: Readonly<Record<string, readonly string[]>> = {
  'adopt-sheet.ts': ['citation-cards.ts', 'color-code.ts', 'draw-diagram.ts'],
};

export const copyModules: Plugin = {
  name: 'copy-modules',
  setup(build) {
    build.onResolve({filter: /^\./}, ({path, importer, resolveDir}) => {
      const user = basename(importer);
      return copies[basename(path)]?.includes(user) ? {path: resolve(resolveDir, path), suffix: `?${user}`} : undefined;
    });
  },
};
