/** server/adapters/corpus - brings an index up to date with its folders, a slice at a time. */
import {readFileSync} from 'node:fs';
import {hash} from 'node:crypto';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {CorpusFolder} from './corpus-folder.ts';
import type {CorpusIndex, NewDocument} from './corpus-index.ts';
import {readDocument} from './read-document.ts';
import {type DocumentFile, walkFolder} from './walk-folder.ts';
import {type FileVersion, WorkNote} from './work-note.ts';

/** What a refresh found. */
export interface RefreshReport {
  /** How many documents there are now. */
  readonly documents: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly ms: number;
}

/** A part of a folder. */
export interface CorpusPlace {
  readonly folder: CorpusFolder;
  /** A file or folder in it, with `/`. */
  readonly path: string;
}

/** Options for {@link refreshIndex}. */
export interface RefreshOptions {
  readonly signal: AbortSignal;
  /** Told of files that can't be read. */
  readonly log: (message: string) => void;
  /** Look only at these places. @defaultValue everywhere */
  readonly only?: readonly CorpusPlace[];
  /** Read every file again, also where nothing seems to have changed. @defaultValue false */
  readonly anew?: boolean;
  /** Files that are not read, but kept as they are in the index, until they change. @defaultValue none */
  readonly leftOut?: readonly FileVersion[];
  /** Where it is noted which file is worked at. @defaultValue nowhere that others see */
  readonly note?: WorkNote;
  /** Told of each folder before it is looked into: where it is, and its path in the corpus folder. */
  readonly onFolder?: (folder: CorpusFolder, directory: string, path: string) => void;
}

/** Longest time without a look at what else there is to do, such as queries, in milliseconds. */
const SLICE_MS = 5;
/** What is written at once. Much makes the index faster, and holds up other processes that write. In UTF-16 units of text. */
const BATCH = 1_000_000;
/** After a change of more than this share of the documents the index is tidied. */
const MUCH = 0.1;

/**
 * Adds new files, reads changed ones again (by size and time), and removes what is gone.
 * @returns What changed; throws the signal's reason when it fires.
 */
export async function refreshIndex(index: CorpusIndex, folders: readonly CorpusFolder[], options: RefreshOptions): Promise<RefreshReport> {
  const {signal, log, only, anew = false, leftOut = [], note = new WorkNote(), onFolder} = options;
  const startedAt = performance.now();
  const seen = new Set<number>();
  const counts = {added: 0, changed: 0, removed: 0};
  let waiting: NewDocument[] = [];
  let waitingLength = 0;

  let sliceEnd = startedAt; // whoever asks for the same in this turn is heard first
  const breathe = async () => {
    if (performance.now() < sliceEnd) return;
    await setImmediate();
    signal.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  };
  const write = async () => {
    const batch = waiting;
    waiting = [];
    waitingLength = 0;
    if (batch.length === 0) return;
    await index.transaction(async () => {
      for (const document of batch) {
        note.begin(document);
        try {
          seen.add(index.put(document));
        } finally {
          note.end();
        }
        await breathe();
      }
    });
  };

  await breathe();
  const places = only ?? folders.map((folder) => ({folder, path: ''}));
  for (const {folder, path} of places) {
    for (const file of walkFolder(folder, {under: path, onFolder: (directory, inFolder) => onFolder?.(folder, directory, inFolder)})) {
      await breathe();
      const docId = toDocId(folder.label, file.path);
      const known = index.file(docId);
      const isLeftOut = leftOut.some((other) => other.docId === docId && isSame(other, file));
      if (isLeftOut || (!anew && known && isSame(known, file))) {
        if (known) seen.add(known.id);
        continue;
      }
      note.begin({...file, docId, label: folder.label});
      const document = await readFile(file, folder, docId, log);
      note.end();
      if (!document) continue;
      counts[known ? 'changed' : 'added']++;
      waiting.push(document);
      waitingLength += document.text.length;
      if (waitingLength >= BATCH) await write();
    }
  }
  await write();
  signal.throwIfAborted();

  const known = only ? only.flatMap(({folder: {label}, path}) => index.idsUnder(label, path)) : index.ids();
  const gone = known.filter((id) => !seen.has(id));
  while (gone.length > 0) {
    const some = gone.splice(0, 500);
    await index.transaction(async () => {
      for (const id of some) {
        index.remove(id);
        await breathe();
      }
    });
    counts.removed += some.length;
  }
  const documents = index.count();
  if (counts.added + counts.changed + counts.removed > documents * MUCH) {
    for (let begin = true; await index.transaction(() => index.tidy(begin)); begin = false) await breathe();
  }
  return {documents, ...counts, ms: performance.now() - startedAt};
}

type Version = Pick<FileVersion, 'size' | 'mtimeMs'>;
const isSame = (one: Version, other: Version): boolean => one.size === other.size && one.mtimeMs === other.mtimeMs;

/** Tells a document without telling where it is. */
export const toDocId = (label: string, path: string): string => hash('sha256', `${label}\0${path}`).slice(0, 16);

async function readFile({file, path, size, mtimeMs}: DocumentFile, {path: folder, label}: CorpusFolder, docId: string, log: (message: string) => void): Promise<NewDocument | undefined> {
  try {
    const raw = /\.pdf$/i.test(path) ? readFileSync(file) : readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    if (typeof raw === 'string' && raw.includes('\0')) return undefined; // not a text, whatever its name says
    const document = await readDocument(join(folder, path).replaceAll('\\', '/'), raw);
    return {...document, docId, label, path, size, mtimeMs};
  } catch (error) {
    log(`cannot read ${file}: ${String(error)}`);
    return undefined;
  }
}
