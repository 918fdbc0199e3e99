/** client/store - the module with all that an answer needs, fetched when the first question is asked. */
import type * as answering from '../answering.ts';

export type {SessionRun} from './session-run.ts';

type Answering = typeof answering;

let present: Answering | undefined;
let loading: Promise<Answering> | undefined;

/** The module, if it is there already. */
export const answeringIfLoaded = (): Answering | undefined => present;

/** Fetches it; a failed fetch is tried again by the next call. */
export function loadAnswering(): Promise<Answering> {
  loading ??= import('../answering.ts').then(
    (module) => (present = module),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
