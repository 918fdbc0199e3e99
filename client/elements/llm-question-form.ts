/** client/elements - the question box. Knows nothing of the network: it says what the reader wants. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {lengthOf, MAX_QUESTION_LENGTH} from '../../shared/max-question-length.ts';
import {CommandEvent} from '../events/command-event.ts';
import {SubmitQuestionEvent} from '../events/submit-event.ts';
import type {ModelChoice} from '../store/api.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {defineModelMenu} from './define-model-menu.ts';
import {askIcon, crossIcon, editIcon, stopIcon} from './icons.ts';
import type {LlmModelMenu} from './llm-model-menu.ts';
import {questionFormStyles} from './llm-question-form.styles.ts';
import {WordedElement} from './worded-element.ts';

/** From so many characters on the count is shown. */
const COUNT_FROM = MAX_QUESTION_LENGTH * 0.9;

/**
 * @fires llm-submit - The reader asks; see {@link SubmitQuestionEvent}.
 * @fires llm-command - The reader pressed Stop; see {@link CommandEvent}.
 * @csspart box - The frame around the text and its buttons.
 * @csspart input - The text.
 * @csspart ask - The Ask button, Stop while an answer is under way.
 */
export class LlmQuestionForm extends WordedElement {
  static override styles = [baseStyles, questionFormStyles];

  /** Shown in the empty box. */
  @property() placeholder = '';
  /** `running` turns Ask into Stop; `stopping` waits for the end. */
  @property({attribute: false}) activity: 'idle' | 'running' | 'stopping' = 'idle';
  /** Whether what is in the box takes the place of a question that was asked. */
  @property({type: Boolean}) editing = false;
  /** Models to choose from; fewer than two show no choice. */
  @property({attribute: false}) models: readonly ModelChoice[] = [];
  /** The names that the reader has chosen; until then the server's own choice holds. */
  @state() private chosen: readonly string[] | undefined;
  /** What is in the box. */
  @state() value = '';
  @query('textarea') private textarea!: HTMLTextAreaElement | null;

  /** Puts a question into the box, to be changed. */
  edit(question: string): void {
    this.value = question;
    void this.updateComplete.then(() => this.focus());
  }

  /** Puts the cursor into the box. */
  override focus(options?: FocusOptions): void {
    this.textarea?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('models')) return;
    this.chosen = undefined;
    if (this.models.length > 1) void defineModelMenu();
  }

  protected override render() {
    const {placeholder, activity, models, chosen, value} = this;
    const length = lengthOf(value.trim());
    const over = length - MAX_QUESTION_LENGTH;
    const shown = chosen ?? models.filter(({isDefault}) => isDefault).map(({id}) => id);
    const unable = over > 0 || (activity === 'idle' && length === 0);
    return html`
      <form class="box ${models.length < 2 ? 'compact' : ''}" part="box" novalidate @submit=${this.#onSubmit}>
        ${this.editing ? this.#renderEditing() : nothing}
        <label class="visually-hidden" for="question">${this.words.form.label}</label>
        <textarea
          id="question"
          part="input"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          placeholder=${placeholder || this.words.form.placeholder}
          aria-describedby="count"
          aria-invalid=${over > 0 ? 'true' : nothing}
          .value=${live(value)}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>
        <div class="row">
          <llm-model-menu .words=${this.words} .models=${models.map(({id}) => id)} .chosen=${shown} @change=${this.#onModels}></llm-model-menu>
          <span id="count" class="count ${over > 0 ? 'over' : ''}">
            ${over > 0 ? this.words.form.tooLong(over) : length >= COUNT_FROM ? this.words.form.count(length, MAX_QUESTION_LENGTH) : nothing}
          </span>
          ${activity === 'idle'
            ? html`<button class="ask" part="ask" type="submit" aria-disabled=${unable}>${askIcon}<span>${this.words.form.ask}</span></button>`
            : html`<button class="ask stop" part="ask" type="button" aria-disabled=${activity === 'stopping'} @click=${this.#onStop}>
                ${stopIcon}<span>${activity === 'stopping' ? this.words.form.stopping : this.words.form.stop}</span>
              </button>`}
        </div>
      </form>
    `;
  }

  #renderEditing() {
    const {edit} = this.words.conversation;
    const {cancel} = this.words.feedback;
    return html`<p class="editing">${editIcon}<span>${edit}</span><button type="button" title=${cancel} aria-label=${cancel} @click=${this.#onKeep}>${crossIcon}</button></p>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('value')) growToContent(this.textarea);
  }

  readonly #onInput = (): void => {
    this.value = this.textarea?.value ?? '';
  };

  readonly #onModels = (event: Event): void => {
    this.chosen = (event.target as LlmModelMenu).chosen;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.editing) {
      event.preventDefault(); // this Escape gives up the change
      this.#onKeep();
      return;
    }
    // While an input method composes, Enter chooses a word. Safari ends the composition first and tells by the key code alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#submit();
  };

  readonly #onKeep = (): void => {
    this.value = '';
    this.dispatchEvent(new CommandEvent('keep'));
    this.focus();
  };

  readonly #onStop = (): void => {
    if (this.activity === 'running') this.dispatchEvent(new CommandEvent('stop'));
  };

  #submit(): void {
    const question = this.value.trim();
    if (question === '' || lengthOf(question) > MAX_QUESTION_LENGTH) return;
    if (this.dispatchEvent(new SubmitQuestionEvent(question, this.chosen ?? []))) this.value = '';
  }
}

/** For browsers without `field-sizing`; where it exists, CSS does it. */
function growToContent(textarea: HTMLTextAreaElement | null): void {
  if (!textarea || CSS.supports('field-sizing', 'content')) return;
  textarea.style.setProperty('height', 'auto');
  textarea.style.setProperty('height', `${textarea.scrollHeight}px`);
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-question-form': LlmQuestionForm;
  }
}
