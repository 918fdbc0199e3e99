/** client/store - the module with all that an answer needs, fetched when the first question is asked. */
import type * as answering from '../answering.ts';
import {lazyModule} from './lazy-module.ts';
import {mayBeOffline, nextTry} from './just-back.ts';

export type {Run} from './run.ts';

/** All that it exports. */
export type Answering = typeof answering;

const fetchAnswering = lazyModule(() => import('../answering.ts'), 'answering');
let present: Answering | undefined;
let loading: Promise<Answering> | undefined;

/** The module, if it is there already. */
export const answeringIfLoaded = (): Answering | undefined => present;

/** Fetches it; a device that is offline fetches it when it is back, and any other failed fetch is tried again by the next call. */
export function loadAnswering(): Promise<Answering> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Answering> {
  try {
    return (present = await fetchAnswering());
  } catch (error) {
    if (!mayBeOffline()) {
      loading = undefined;
      throw error;
    }
    await nextTry();
    return await load();
  }
}
