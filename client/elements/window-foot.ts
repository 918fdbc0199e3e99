/** client/elements - the lower end of a window: what is wrong with it, what lies out of sight, and the question box. */
import {html, nothing, type TemplateResult} from 'lit';
import type {CommandEvent} from '../events/command-event.ts';
import type {SubmitQuestionEvent} from '../events/submit-event.ts';
import type {ModelChoice} from '../store/api.ts';
import type {AskError} from '../store/ask-error.ts';
import type {Phase} from '../store/turn.ts';
import type {Words} from '../words/words.ts';
import {downArrowIcon, warningIcon} from './icons.ts';

/** What it shows, and what it does. */
export interface WindowFoot {
  readonly words: Words;
  readonly phase: Phase;
  /** Whether there is no question yet. */
  readonly isEmpty: boolean;
  readonly problem: AskError | undefined;
  readonly offline: boolean;
  /** Whether there is text below what is seen. */
  readonly hasMore: boolean;
  /** The page's own; empty without. */
  readonly placeholder: string;
  readonly models: readonly ModelChoice[];
  readonly editing: boolean;
  readonly toEnd: () => void;
  readonly submit: (event: SubmitQuestionEvent) => void;
  readonly command: (event: CommandEvent) => void;
}

export function renderFoot({words, phase, isEmpty, problem, offline, hasMore, placeholder, models, editing, toEnd, submit, command}: WindowFoot): TemplateResult {
  const {form, status, conversation} = words;
  return html`<div class="foot">
    ${problem ? html`<llm-status part="status" .phase=${'failed'} .error=${problem} .words=${words} @llm-command=${command}></llm-status>` : nothing}
    ${offline && phase !== 'running' ? html`<p class="offline" part="offline">${warningIcon}<span>${status.offlineAsk}</span></p>` : nothing}
    <button class="more" part="more" type="button" ?hidden=${!hasMore} @click=${toEnd}>${downArrowIcon}${conversation.newContent}</button>
    <llm-question-form
      part="form"
      exportparts="box: form__box, input: form__input, ask: form__ask"
      placeholder=${isEmpty ? placeholder || form.placeholder : form.placeholderNext}
      .activity=${phase === 'running' || phase === 'stopping' ? phase : 'idle'}
      .models=${models}
      .words=${words}
      ?editing=${editing}
      @llm-submit=${submit}
      @llm-command=${command}
    ></llm-question-form>
  </div>`;
}
