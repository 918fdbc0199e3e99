/** client/elements - gives the elements of an unasked window their names, once per page. Those that draw answers come with the first question. */
import {defineAll} from './define-all.ts';
import {LlmQuestionForm} from './llm-question-form.ts';
import {LlmStatus} from './llm-status.ts';
import {LlmWindow} from './llm-window.ts';
import {isPresent} from './present-window.ts';

/** Defines the elements, unless the page has them already: the same version silently, another with one warning. */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  if (registry.get('llm-window') && isPresent(registry)) return; // what is claimed only is ourselves
  defineAll(registry, [
    ['llm-question-form', LlmQuestionForm],
    ['llm-status', LlmStatus],
    ['llm-window', LlmWindow], // last: its parts are known when it is upgraded
  ]);
}
