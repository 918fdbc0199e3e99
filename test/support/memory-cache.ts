/** test/support - a cache in memory. */
import type {Cache} from '../../server/cache/cache.ts';

/** A cache that tells what is in it. */
export interface MemoryCache extends Cache {
  readonly size: number;
}

/** Keeps everything until it is closed. */
export function memoryCache(): MemoryCache {
  const kept = new Map<string, string>();
  let isClosed = false;
  return {
    get size() {
      return kept.size;
    },
    get: (key) => Promise.resolve<unknown>(kept.has(key) ? JSON.parse(kept.get(key) ?? '') : undefined),
    put: (key, value) => {
      if (!isClosed) kept.set(key, JSON.stringify(value));
    },
    close: () => {
      isClosed = true;
      kept.clear();
      return Promise.resolve();
    },
  };
}
