/** client/elements - fetches the menu of models, which only windows need that leave a choice. */
import {defineAll} from './define-all.ts';

/** Fetches and defines it. Where that fails there is no menu, and the server decides; it is tried again by the next call. */
export async function defineModelMenu(): Promise<void> {
  const module = await import('./llm-model-menu.ts').catch(() => undefined);
  if (module) defineAll(customElements, [['llm-model-menu', module.LlmModelMenu]]);
}
