/** server/adapters/corpus - finds the documents of a folder. */
import {type Dirent, type Stats, lstatSync, readdirSync, realpathSync, statSync} from 'node:fs';
import {basename, join, matchesGlob, sep} from 'node:path';
import {DOCUMENT_NAME} from '../../config/document-names.ts';
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

/** Options for {@link walkFolder}. */
export interface WalkOptions {
  /** Only what is at this path of the folder or below it, with `/`. @defaultValue all */
  readonly under?: string;
  /** Told of each folder before it is looked into. */
  readonly onFolder?: (directory: string, path: string) => void;
}

const endings = {all: DOCUMENT_NAME, markdown: /\.(?:md|markdown)$/i};
/** Bigger files are data, not documents; a PDF is mostly pictures. In bytes. */
const MAX_SIZE = 2_000_000;
const MAX_PDF_SIZE = 20_000_000;

/**
 * Yields a folder's documents. What starts with a dot is left out, and what can't be looked at. A link to a folder elsewhere is
 * followed, once; a link to where we are or come from is not, so that nothing is found twice and no loop is endless.
 */
export function* walkFolder(folder: CorpusFolder, {under = '', onFolder}: WalkOptions = {}): Generator<DocumentFile> {
  const root = tryTo(() => realpathSync(folder.path));
  if (root === undefined || under.split('/').some((name) => isLeftOut(name, folder))) return;
  const start = tryTo(() => realpathSync(join(root, under)));
  const stats = start === undefined ? undefined : tryTo(() => statSync(start));
  if (start === undefined || !stats) return;
  if (!stats.isDirectory()) {
    if (under !== '' && isDocument(under, stats, folder)) yield toFile(join(root, under), under, stats);
    return;
  }
  const isShallow = folder.only !== undefined || (folder.glob !== undefined && !/\/|\*\*/.test(folder.glob)); // nothing in folders below fits
  const walked = [root, start];
  const ahead = [{directory: start, path: under}];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const {directory, path} = next;
    onFolder?.(directory, path);
    for (const entry of entriesOf(directory)) {
      if (isLeftOut(entry.name, folder)) continue;
      if (isShallow && entry.isDirectory()) continue;
      const file = join(directory, entry.name);
      const pathOfIt = path === '' ? entry.name : `${path}/${entry.name}`;
      const linked = !isShallow && entry.isSymbolicLink() ? linkedFolder(file) : undefined;
      if (entry.isDirectory()) ahead.push({directory: file, path: pathOfIt});
      else if (linked !== undefined) {
        if (walked.some((other) => isWithin(linked, other) || isWithin(other, linked))) continue;
        walked.push(linked);
        ahead.push({directory: linked, path: pathOfIt});
      } else if (isNamedLikeOne(pathOfIt, folder)) {
        const found = tryTo(() => statSync(file));
        if (found && isDocument(pathOfIt, found, folder)) yield toFile(file, pathOfIt, found);
      }
    }
  }
}

/** Whether a name leads to a folder through a link. */
export const isFolderLink = (file: string): boolean => (tryTo(() => lstatSync(file).isSymbolicLink()) ?? false) && linkedFolder(file) !== undefined;

const isLeftOut = (name: string, {include, glob}: CorpusFolder): boolean =>
  name.startsWith('.') || (name === 'node_modules' && include === 'all' && !(glob?.includes('node_modules') ?? false));

const isNamedLikeOne = (path: string, {include, glob, only = path}: CorpusFolder): boolean =>
  path === only && endings[include].test(basename(path)) && (glob === undefined || matchesGlob(path, glob));

const isDocument = (path: string, stats: Stats, folder: CorpusFolder): boolean =>
  isNamedLikeOne(path, folder) && stats.isFile() && stats.size <= (/\.pdf$/i.test(path) ? MAX_PDF_SIZE : MAX_SIZE);

const toFile = (file: string, path: string, {size, mtimeMs}: Stats): DocumentFile => ({file, path, size, mtimeMs: Math.floor(mtimeMs)});

const entriesOf = (directory: string): Dirent[] => tryTo(() => readdirSync(directory, {withFileTypes: true})) ?? [];

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
