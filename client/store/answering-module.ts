/** client/store - the module with all that an answer needs, fetched when the first question is asked. */
import type * as answering from '../answering.ts';

export type {Run} from './run.ts';

/** All that it exports. */
export type Answering = typeof answering;

let present: Answering | undefined;
let loading: Promise<Answering> | undefined;
/** Where the last try failed. */
let failedAt: string | undefined;
let failures = 0;

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
    failures += 1;
    failedAt = /https?:\S+\.js/.exec(String(error))?.[0];
    if (navigator.onLine) {
      loading = undefined;
      throw error;
    }
    await new Promise((back) => addEventListener('online', back, {once: true}));
    return await load();
  }
}

/** Firefox answers from memory that an import failed, for as long as the page lives. Under another address it tries again. */
const fetchAnswering = (): Promise<Answering> =>
  failedAt === undefined ? import('../answering.ts') : (import(`${failedAt}?again=${failures}`) as Promise<Answering>);
