/** server/adapters/corpus - finds the documents of a folder. */
import {type Dirent, readdirSync, realpathSync, statSync} from 'node:fs';
import {join, sep} from 'node:path';
import type {CorpusFolder} from './corpus-folder.ts';

/** A file that is a document by its name and size. */
export interface DocumentFile {
  /** Where to read it. */
  readonly file: string;
  /** Where it is in its folder, with `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** When it was changed last, in whole milliseconds since 1970. */
  readonly mtimeMs: number;
}

const endings = {all: /\.(?:md|markdown|html?|txt)$/i, markdown: /\.(?:md|markdown)$/i};
/** Bigger files are data, not documents. In bytes. */
const MAX_SIZE = 2_000_000;

/**
 * Yields a folder's documents. What starts with a dot is left out, and what can't be looked at. A link to a folder elsewhere is
 * followed, once; a link to where we are or come from is not, so that nothing is found twice and no loop is endless.
 */
export function* walkFolder({path: top, include}: CorpusFolder): Generator<DocumentFile> {
  const root = tryTo(() => realpathSync(top));
  if (root === undefined) return;
  const walked = [root];
  const ahead = [{folder: root, path: ''}];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const {folder, path} = next;
    for (const entry of entriesOf(folder)) {
      const {name} = entry;
      if (name.startsWith('.') || (name === 'node_modules' && include === 'all')) continue;
      const file = join(folder, name);
      const pathOfIt = path === '' ? name : `${path}/${name}`;
      const linked = entry.isSymbolicLink() ? linkedFolder(file) : undefined;
      if (entry.isDirectory()) ahead.push({folder: file, path: pathOfIt});
      else if (linked !== undefined) {
        if (walked.some((other) => isWithin(linked, other) || isWithin(other, linked))) continue;
        walked.push(linked);
        ahead.push({folder: linked, path: pathOfIt});
      } else if (endings[include].test(name)) {
        const stats = tryTo(() => statSync(file));
        if (stats?.isFile() && stats.size <= MAX_SIZE) yield {file, path: pathOfIt, size: stats.size, mtimeMs: Math.floor(stats.mtimeMs)};
      }
    }
  }
}

const entriesOf = (folder: string): Dirent[] => tryTo(() => readdirSync(folder, {withFileTypes: true})) ?? [];

/** The folder that a link leads to; undefined when it leads to none. */
const linkedFolder = (link: string): string | undefined => tryTo(() => (statSync(link).isDirectory() ? realpathSync(link) : undefined));

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);

/** Folders come and go, and some are closed to us. */
function tryTo<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
