/** server/adapters/corpus - what can be told of an index without changing it, nor waiting for whoever uses it. */
import {statSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {isBusy, isCorrupt} from '../sqlite/sqlite-errors.ts';
import type {CorpusFolder} from './corpus-folder.ts';
import {withDistinctLabels} from './corpus-folders.ts';
import {VERSION} from './corpus-schema.ts';
import {indexFile} from './index-file.ts';
import {toDocId} from './refresh-index.ts';
import {walkFolder} from './walk-folder.ts';

/** What is known of an index. */
export interface IndexStatus {
  readonly file: string;
  /** `other-version`: made by another version of the server, which begins anew with it. */
  readonly state: 'none' | 'damaged' | 'other-version' | 'sound';
  readonly bytes: number;
  /** Whether another process has it open. */
  readonly inUse: boolean;
  readonly sections: number;
  /** How many documents of each folder there are, by its label. */
  readonly folders: readonly {readonly label: string; readonly documents: number}[];
  /** How far the index is behind the files. */
  readonly behind: {readonly added: number; readonly changed: number; readonly removed: number};
}

/** Looks at the index and at all files of the folders. Takes about as long as a refresh that finds nothing to do. */
export function inspectIndex(dataDir: string, folders: readonly CorpusFolder[]): IndexStatus {
  const file = indexFile(dataDir);
  const labelled = withDistinctLabels(folders);
  const bytes = statSync(file, {throwIfNoEntry: false})?.size ?? 0;
  const nothing = {file, bytes, inUse: false, sections: 0, folders: labelled.map(({label}) => ({label, documents: 0})), behind: {added: 0, changed: 0, removed: 0}};
  if (bytes === 0) return {...nothing, state: 'none', behind: compare(labelled, new Map())};
  const inUse = isInUse(file);
  try {
    const database = new DatabaseSync(file, {timeout: 5_000});
    try {
      if (numberOf(database, 'PRAGMA user_version', 'user_version') !== VERSION) return {...nothing, inUse, state: 'other-version', behind: compare(labelled, new Map())};
      const rows = database.prepare('SELECT doc_id, label, size, mtime_ms FROM documents').all();
      const labels = new Set([...labelled.map(({label}) => label), ...rows.map((row) => String(row['label']))]);
      return {
        ...nothing,
        inUse,
        state: 'sound',
        sections: numberOf(database, 'SELECT count(*) AS sections FROM sections', 'sections'),
        folders: [...labels].map((label) => ({label, documents: rows.filter((row) => row['label'] === label).length})),
        behind: compare(labelled, new Map(rows.map((row) => [String(row['doc_id']), `${String(row['size'])} ${String(row['mtime_ms'])}`]))),
      };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    return {...nothing, inUse, state: 'damaged'};
  }
}

/** Counts what a refresh would find. @param known - Size and time of each document, by its id. */
function compare(folders: readonly CorpusFolder[], known: Map<string, string>): IndexStatus['behind'] {
  let added = 0;
  let changed = 0;
  for (const folder of folders) {
    for (const {path, size, mtimeMs} of walkFolder(folder)) {
      const docId = toDocId(folder.label, path);
      const before = known.get(docId);
      if (before === undefined) added++;
      else if (before !== `${size} ${mtimeMs}`) changed++;
      known.delete(docId);
    }
  }
  return {added, changed, removed: known.size};
}

/** Asks for the file alone, which is refused while others have it open. */
function isInUse(file: string): boolean {
  const database = new DatabaseSync(file, {timeout: 0});
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    if (isCorrupt(error)) return false;
    if (!isBusy(error)) throw error;
    return true;
  } finally {
    database.close();
  }
}

const numberOf = (database: DatabaseSync, sql: string, name: string): number => Number(database.prepare(sql).get()?.[name] ?? 0);
