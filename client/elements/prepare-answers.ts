/** client/elements - all that an answer needs, fetched when the first question is asked and kept for all windows. */
import {loadAnswering} from '../store/answering-module.ts';

/**
 * Fetches it, defines its elements and warms its renderer up; a failed fetch is tried again by the next call.
 * @param history - Whether earlier conversations are shown too.
 */
export async function prepareAnswers(history: boolean): Promise<void> {
  const {defineResultElements, defineHistory, warmUp} = await loadAnswering();
  defineResultElements();
  if (history) await defineHistory();
  warmUp();
}
