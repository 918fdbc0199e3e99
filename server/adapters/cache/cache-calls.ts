/** server/adapters/cache - what is said between the server and the cache's worker. */

/** What the worker is started with. */
export interface CacheWorkerData {
  readonly file: string;
  /** In milliseconds. */
  readonly ttlMs: number;
  /** Bytes of values at most. */
  readonly maxBytes: number;
}

/** To the worker. Each is answered, with its id. */
export type ToCacheWorker = {readonly id: number; readonly key: string; readonly put?: unknown} | 'close';

/** From the worker: a value (`undefined` when there is none), that something was kept, or a line for the log. */
export type FromCacheWorker = {readonly id: number; readonly value?: unknown} | {readonly log: string};
