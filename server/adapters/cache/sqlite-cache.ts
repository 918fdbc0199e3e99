/** server/adapters/cache - the cache as the server has it: a worker that is asked, and not waited for longer than it is worth. */
import {extname} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {Cache} from '../../cache/cache.ts';
import {workerEnvironment} from '../../extraction/worker-environment.ts';
import type {CacheWorkerData, FromCacheWorker, ToCacheWorker} from './cache-calls.ts';
import {CacheTable} from './cache-table.ts';

/** Options for {@link openCache}. */
export interface SqliteCacheOptions extends CacheWorkerData {
  /** Told when the cache does not work. @defaultValue nobody is told */
  readonly log?: (message: string) => void;
  /** Longest wait for a value, in milliseconds; then there is none, and nobody waits for the next ones for a while. @defaultValue 1_000 */
  readonly getTimeoutMs?: number;
}

/** Values on their way to the worker at most; more are dropped, so that a slow disk costs no memory. */
const MAX_WAITING = 32;
/** How long nobody waits for a cache that was too slow, in milliseconds. */
const REST_MS = 10_000;
/** So often a worker that died is started again. */
const MAX_DEATHS = 3;
/** One value at a time needs little. In MB. */
const resourceLimits = {maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4};

/**
 * Opens the cache, or, with a time to live of 0, removes what an earlier one left.
 * @returns Undefined when it is off.
 */
export function openCache(options: SqliteCacheOptions): SqliteCache | undefined {
  if (options.ttlMs > 0) {
    const cache = new SqliteCache(options);
    cache.put('', null); // starts the worker before the first question needs it
    return cache;
  }
  try {
    CacheTable.remove(options.file);
  } catch (error) {
    options.log?.(`cannot remove the cache at ${options.file}: ${String(error)}`);
  }
  return undefined;
}

/** A cache in a file, bounded in time and size, kept by a worker that starts with the first call and never keeps the process alive. */
export class SqliteCache implements Cache {
  readonly #options: SqliteCacheOptions;
  readonly #open = new Map<number, (value: unknown) => void>();
  #worker: Worker | undefined;
  #lastId = 0;
  #deaths = 0;
  #isClosed = false;
  /** Until when nobody waits. */
  #restsUntil = 0;

  constructor(options: SqliteCacheOptions) {
    this.#options = options;
  }

  get(key: string, left?: AbortSignal): Promise<unknown> {
    const {getTimeoutMs = 1_000} = this.#options;
    if (performance.now() < this.#restsUntil || left?.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const leave = () => this.#hear({id});
      const id = this.#call({key}, (value) => {
        clearTimeout(patience);
        left?.removeEventListener('abort', leave);
        resolve(value);
      });
      const patience = setTimeout(() => {
        this.#restsUntil = performance.now() + REST_MS;
        this.#hear({id});
      }, getTimeoutMs);
      left?.addEventListener('abort', leave, {once: true});
    });
  }

  put(key: string, value: unknown): void {
    if (this.#open.size < MAX_WAITING) this.#call({key, put: value}, () => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close' satisfies ToCacheWorker);
    const patience = setTimeout(() => void worker.terminate(), 1_000);
    await ended;
    clearTimeout(patience);
  }

  /** Answers by itself, later, where there is no worker to answer. */
  #call(call: {readonly key: string; readonly put?: unknown}, answered: (value: unknown) => void): number {
    const id = ++this.#lastId;
    this.#open.set(id, answered);
    if (this.#isClosed || this.#deaths >= MAX_DEATHS) setImmediate(() => this.#hear({id}));
    else (this.#worker ??= this.#start()).postMessage({id, ...call} satisfies ToCacheWorker);
    return id;
  }

  #start(): Worker {
    const {file, ttlMs, maxBytes} = this.#options;
    // The same ending as this file's: there is JavaScript only once it is packed.
    const worker = new Worker(new URL(`./cache-worker${extname(import.meta.url)}`, import.meta.url), {
      name: 'cache',
      workerData: {file, ttlMs, maxBytes} satisfies CacheWorkerData,
      env: workerEnvironment(),
      execArgv: [], // those of the server are for the server
      resourceLimits,
    });
    worker.unref();
    worker.on('message', (message: FromCacheWorker) => this.#hear(message));
    worker.on('error', (error: unknown) => this.#options.log?.(`the cache's worker failed: ${String(error)}`));
    worker.on('exit', () => this.#lose());
    return worker;
  }

  #hear(message: FromCacheWorker): void {
    if ('log' in message) {
      this.#options.log?.(message.log);
      return;
    }
    const answered = this.#open.get(message.id);
    this.#open.delete(message.id);
    answered?.(message.value);
  }

  #lose(): void {
    this.#worker = undefined;
    if (!this.#isClosed) this.#deaths += 1;
    for (const id of [...this.#open.keys()]) this.#hear({id});
  }
}
