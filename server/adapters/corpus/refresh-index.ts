/** server/adapters/corpus - brings an index up to date with its folders, a slice at a time. */
import {readFileSync} from 'node:fs';
import {hash} from 'node:crypto';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {CorpusFolder} from './corpus-folder.ts';
import type {CorpusIndex, NewDocument} from './corpus-index.ts';
import {readDocument} from './read-document.ts';
import {type DocumentFile, walkFolder} from './walk-folder.ts';

/** What a refresh found. */
export interface RefreshReport {
  /** How many documents there are now. */
  readonly documents: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly ms: number;
}

/** Options for {@link refreshIndex}. */
export interface RefreshOptions {
  readonly signal: AbortSignal;
  /** Told of files that can't be read. */
  readonly log: (message: string) => void;
}

/** Longest time without a look at what else there is to do, such as queries, in milliseconds. */
const SLICE_MS = 5;

/**
 * Adds new files, reads changed ones again (by size and time), and removes what is gone.
 * @returns What changed; throws the signal's reason when it fires.
 */
export async function refreshIndex(index: CorpusIndex, folders: readonly CorpusFolder[], {signal, log}: RefreshOptions): Promise<RefreshReport> {
  const startedAt = performance.now();
  const seen = new Set<number>();
  let added = 0;
  let changed = 0;
  let removed = 0;

  let waiting: NewDocument[] = [];
  let sliceEnd = startedAt + SLICE_MS;
  const endSlice = async () => {
    if (waiting.length > 0) index.transaction(() => waiting.forEach((document) => seen.add(index.put(document))));
    waiting = [];
    await setImmediate();
    signal.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  };

  for (const folder of folders) {
    for (const file of walkFolder(folder)) {
      const docId = toDocId(folder.label, file.path);
      const known = index.file(docId);
      if (known?.size === file.size && known.mtimeMs === file.mtimeMs) seen.add(known.id);
      else {
        const document = await readFile(file, folder, docId, log);
        if (!document) continue;
        waiting.push(document);
        if (known) changed++;
        else added++;
      }
      if (performance.now() >= sliceEnd) await endSlice();
    }
  }
  await endSlice();

  const gone = [...index.ids()].filter((id) => !seen.has(id));
  while (gone.length > 0) {
    const some = gone.splice(0, 50);
    index.transaction(() => some.forEach((id) => index.remove(id)));
    removed += some.length;
    await endSlice();
  }
  return {documents: index.count(), added, changed, removed, ms: performance.now() - startedAt};
}

/** Tells a document without telling where it is. */
const toDocId = (label: string, path: string): string => hash('sha256', `${label}\0${path}`).slice(0, 16);

async function readFile({file, path, size, mtimeMs}: DocumentFile, {path: folder, label}: CorpusFolder, docId: string, log: (message: string) => void): Promise<NewDocument | undefined> {
  try {
    const raw = readFileSync(file, 'utf8');
    if (raw.includes('\0')) return undefined; // not a text, whatever its name says
    const document = await readDocument(join(folder, path).replaceAll('\\', '/'), raw.replace(/^\ufeff/, ''));
    return {...document, docId, label, path, size, mtimeMs};
  } catch (error) {
    log(`cannot read ${file}: ${String(error)}`);
    return undefined;
  }
}
