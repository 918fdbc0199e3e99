/** client/elements - the module that keeps conversations and draws their list, fetched by windows that do. */
import {lazyModule} from '../store/lazy-module.ts';
import type {Turn} from '../store/turn.ts';
import {defineAll} from './define-all.ts';

const load = lazyModule(() => import('../history.ts'), 'history');

/** Defines the list of earlier conversations. */
export async function defineHistory(): Promise<void> {
  defineAll(customElements, [['llm-history', (await load()).LlmHistory]]);
}

/** Keeps a conversation with a server. Where the module can't be fetched, this one is not kept. */
export async function keepConversation(server: string, turns: readonly Turn[]): Promise<void> {
  const module = await load().catch(() => undefined);
  if (module) new module.ConversationArchive(server).keep(turns);
}
