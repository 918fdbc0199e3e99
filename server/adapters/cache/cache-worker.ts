/**
 * server/adapters/cache - the worker: owns the file, so that no stream waits for a disk. A file that can't be used is made anew; what
 * goes wrong is told once, and is answered like an empty cache.
 */
import {parentPort, workerData} from 'node:worker_threads';
import {isCorrupt} from '../sqlite/sqlite-errors.ts';
import type {CacheWorkerData, FromCacheWorker, ToCacheWorker} from './cache-calls.ts';
import {CacheTable} from './cache-table.ts';

const {file, ttlMs, maxBytes} = workerData as CacheWorkerData;
let table: CacheTable | undefined;
let hasTold = false;

parentPort?.on('message', (message: ToCacheWorker) => {
  if (message === 'close') {
    table?.close();
    parentPort?.close();
    return;
  }
  const {id, key} = message;
  const value = attempt(() => ('put' in message ? keep(key, message.put) : look(key)));
  say({id, ...(value !== undefined && {value})});
});

const open = (): CacheTable => (table ??= new CacheTable(file, {ttlMs, maxBytes}));

function look(key: string): unknown {
  const json = open().get(key);
  return json === undefined ? undefined : JSON.parse(json);
}

function keep(key: string, value: unknown): undefined {
  open().put(key, JSON.stringify(value));
}

/** Tries, and once more with a new file when the old one is corrupt. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (!isCorrupt(error)) {
      tell(error);
      return undefined;
    }
    try {
      table?.close();
      table = undefined;
      CacheTable.remove(file);
      return work();
    } catch (again) {
      tell(again);
      return undefined;
    }
  }
}

function tell(error: unknown): void {
  if (!hasTold) say({log: `the cache does not work: ${error instanceof Error ? error.message : String(error)}`});
  hasTold = true;
}

function say(message: FromCacheWorker): void {
  parentPort?.postMessage(message);
}
