/** client/elements - the elements that draw what came of a question: together in one module, fetched with the first question. */
import {defineAll} from './define-all.ts';
import {LlmAnswer} from './llm-answer.ts';
import {LlmAnswers} from './llm-answers.ts';
import {LlmCopyButton} from './llm-copy-button.ts';
import {LlmProgress} from './llm-progress.ts';
import {LlmSources} from './llm-sources.ts';
import {LlmTurnActions} from './llm-turn-actions.ts';

/** Gives them their names, once per page. */
export function defineResultElements(registry: CustomElementRegistry = customElements): void {
  defineAll(registry, [
    ['llm-copy-button', LlmCopyButton],
    ['llm-progress', LlmProgress],
    ['llm-sources', LlmSources],
    ['llm-answer', LlmAnswer],
    ['llm-answers', LlmAnswers],
    ['llm-turn-actions', LlmTurnActions],
  ]);
}
