/** client/elements - gives the elements their names, once per page. */
import {version} from '../version.ts';
import {LlmAnswer} from './llm-answer.ts';
import {LlmAnswers} from './llm-answers.ts';
import {LlmCopyButton} from './llm-copy-button.ts';
import {LlmModelMenu} from './llm-model-menu.ts';
import {LlmProgress} from './llm-progress.ts';
import {LlmQuestionForm} from './llm-question-form.ts';
import {LlmSources} from './llm-sources.ts';
import {LlmStatus} from './llm-status.ts';
import {LlmWindow} from './llm-window.ts';

const elements: readonly (readonly [string, CustomElementConstructor])[] = [
  ['llm-model-menu', LlmModelMenu],
  ['llm-question-form', LlmQuestionForm],
  ['llm-progress', LlmProgress],
  ['llm-sources', LlmSources],
  ['llm-copy-button', LlmCopyButton],
  ['llm-answer', LlmAnswer],
  ['llm-answers', LlmAnswers],
  ['llm-status', LlmStatus],
  ['llm-window', LlmWindow], // last: its parts are known when it is upgraded
];

/** Defines the elements, unless the page has them already: the same version silently, another with one warning. */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  const present = registry.get('llm-window');
  if (!present) {
    for (const [name, element] of elements) if (!registry.get(name)) registry.define(name, element);
    return;
  }
  const other = 'version' in present ? String(present.version) : 'unknown';
  if (other !== version) console.warn(`llm-window ${version} was loaded, but this page uses version ${other} already and keeps it.`);
}
