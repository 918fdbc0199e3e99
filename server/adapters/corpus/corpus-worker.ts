/**
 * server/adapters/corpus - the worker: owns the index, answers calls, and looks for new ones between the slices of a refresh.
 * An index that turns out to be corrupt is built anew.
 */
import {parentPort, workerData} from 'node:worker_threads';
import type {CorpusCall, CorpusResults, CorpusText, CorpusWorkerData, FromCorpusWorker, ToCorpusWorker} from './corpus-calls.ts';
import {CorpusIndex, isCorrupt} from './corpus-index.ts';
import {documentBlocks} from './read-document.ts';
import {refreshIndex, type RefreshReport} from './refresh-index.ts';
import {searchIndex} from './search-index.ts';

const {file, folders} = workerData as CorpusWorkerData;
const closing = new AbortController();
let index = CorpusIndex.open(file);
let refreshing: Promise<RefreshReport> | undefined;

parentPort?.on('message', (message: ToCorpusWorker) => {
  if (message === 'close') close();
  else void answer(message.id, message.call);
});

async function answer(id: number, call: CorpusCall): Promise<void> {
  try {
    say({id, result: await resultOf(call)});
  } catch (error) {
    say({id, error: error instanceof Error ? error.message : String(error)});
  }
}

async function resultOf(call: CorpusCall): Promise<CorpusResults[keyof CorpusResults]> {
  if (call.name === 'refresh') return refresh();
  try {
    return lookUp(call);
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    rebuild();
    refresh().catch((reason: unknown) => log(`cannot rebuild the corpus index: ${String(reason)}`));
    return lookUp(call);
  }
}

function lookUp(call: Exclude<CorpusCall, {name: 'refresh'}>): CorpusResults[keyof CorpusResults] {
  switch (call.name) {
    case 'count':
      return index.count();
    case 'search':
      return searchIndex(index, call.query);
    case 'document':
      return index.document(call.docId);
    case 'read':
      return read(call.docId);
  }
}

function read(docId: string): CorpusText | undefined {
  const document = index.document(docId);
  if (!document) return undefined;
  const {title, format, text} = document;
  const blocks = documentBlocks(format, text).flatMap(({kind, text: words}) => (words === '' ? [] : {kind, text: words}));
  return {title, blocks, bytes: Buffer.byteLength(text)};
}

/** Joins a refresh that is under way. */
const refresh = (): Promise<RefreshReport> => (refreshing ??= refreshOnce().finally(() => (refreshing = undefined)));

async function refreshOnce(): Promise<RefreshReport> {
  const before = index;
  try {
    return await refreshIndex(index, folders, {signal: closing.signal, log});
  } catch (error) {
    // Corrupt, or found to be so by a query meanwhile.
    if (isCorrupt(error)) rebuild();
    if (index === before) throw error;
    return refreshIndex(index, folders, {signal: closing.signal, log});
  }
}

/** Begins again with an empty index, which a refresh has to fill. */
function rebuild(): void {
  log('the corpus index is corrupt and is built anew');
  index.close();
  CorpusIndex.remove(file);
  index = CorpusIndex.open(file);
}

function close(): void {
  closing.abort();
  index.close();
  parentPort?.close();
}

function log(message: string): void {
  say({log: message});
}

function say(message: FromCorpusWorker): void {
  parentPort?.postMessage(message);
}
