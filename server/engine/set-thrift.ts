/** server/engine - has V8 save memory, as `npm start` has it from the start, or time. @see docs/decisions/0032-thrift.md */
import {setFlagsFromString} from 'node:v8';

/** What tells a server that was started to save memory. */
const THRIFTY = '--optimize-for-size';

/**
 * Flags that save memory, and what saves time in their place. Only those that V8 heeds while it runs: which compilers there are and how large the young generation
 * may become is settled at the start.
 */
export const thriftyFlags: Readonly<Record<string, string>> = {
  [THRIFTY]: '--no-optimize-for-size', // the young generation grows, up to its 1 MB
  '--heap-growing-percent=0': '--heap-growing-percent=30', // the old one still as little as with thrift; 0 leaves it to V8
  '--invocation-count-for-maglev=3000': '--invocation-count-for-maglev=400',
};

/** Saves memory, and collects what was made meanwhile; or saves time. A server that was not started to save memory stays as it is. */
export function setThrift(isThrifty: boolean): void {
  if (!process.execArgv.includes(THRIFTY)) return;
  for (const [thrifty, fast] of Object.entries(thriftyFlags)) setFlagsFromString(isThrifty ? thrifty : fast);
  if (isThrifty) globalThis.gc?.();
}
