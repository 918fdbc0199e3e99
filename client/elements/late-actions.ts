/** client/elements - what a reader can do with a finished answer: its buttons are fetched when one is complete. */
import {lazyModule} from '../store/lazy-module.ts';
import {defineAll} from './define-all.ts';

const load = lazyModule(() => import('./llm-turn-actions.ts'), 'llm-turn-actions');

/** Fetches and defines them. Where that fails there are none; it is tried again by the next answer. */
export async function defineTurnActions(): Promise<void> {
  const module = await load().catch(() => undefined);
  if (module) defineAll(customElements, [['llm-turn-actions', module.LlmTurnActions]]);
}
