/** client/elements - all that an answer needs, fetched when the first question is asked and kept for all windows. */
import {loadAnswering} from '../store/answering-module.ts';

/** Fetches it, defines its elements and warms its renderer up; a failed fetch is tried again by the next call. */
export async function prepareAnswers(): Promise<void> {
  const {defineResultElements, warmUp} = await loadAnswering();
  defineResultElements();
  warmUp();
}
