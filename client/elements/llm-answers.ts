/** client/elements - all answers to one question: one alone, or several as columns where there is room and as tabs where there is not. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import type {AnswerState, SynthesisState} from '../../shared/session-state.ts';
import type {Source} from '../../shared/source.ts';
import {activityStyles} from '../styles/activity.styles.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {answerParts} from './answer-parts.ts';
import {activityMark} from './activity-mark.ts';
import type {LlmAnswer, StopAnswer} from './llm-answer.ts';
import {answersStyles} from './llm-answers.styles.ts';
import {repeat} from './repeat.ts';
import {ResultElement} from './result-element.ts';
import {writingActivity} from './writing-activity.ts';

const exported = answerParts.map((part) => `${part}: answer__${part}`).join(', ');

/**
 * @csspart tabs - The tab list of a narrow window.
 * @csspart tab - One tab.
 * @csspart answer - One answer.
 * @csspart synthesis - The combined answer.
 */
export class LlmAnswers extends ResultElement {
  static override styles = [baseStyles, activityStyles, answersStyles];

  /** What to draw, in this order. */
  @property({attribute: false}) answers: readonly AnswerState[] = [];
  @property({attribute: false}) synthesis: SynthesisState | undefined;
  /** What the citations point at. */
  @property({attribute: false}) sources: readonly Source[] = [];
  /** Whose paths the sources' paths are. */
  @property({attribute: false}) server = '';
  /** Whether more may come. */
  @property({attribute: false}) live = true;
  /** Stops one of several answers; without it none can be stopped by itself. */
  @property({attribute: false}) stop: StopAnswer | undefined;
  /** The model whose tab is open. */
  @state() private selected = '';
  /** Whether the style sheet shows tabs: it alone decides, by the room there is. */
  @state() private tabbed = false;
  @query('.tabs') private tabList!: HTMLElement | null;
  #observed: HTMLElement | undefined;
  readonly #sizes = new ResizeObserver(([entry]) => (this.tabbed = (entry?.contentRect.height ?? 0) > 0));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#observed = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // watches the tab list again
  }

  protected override willUpdate(): void {
    if (!this.answers.some(({model}) => model === this.selected)) this.selected = this.answers[0]?.model ?? '';
  }

  protected override render() {
    const {answers, synthesis} = this;
    const [first] = answers;
    if (!first) return nothing;
    if (answers.length === 1 && !synthesis) return this.#renderAnswer(first, 'only');
    return html`
      ${synthesis ? this.#renderAnswer(synthesis, 'synthesis') : nothing}
      <section class="each" aria-label=${this.words.answer.each}>
        ${synthesis ? html`<h3 class="heading">${this.words.answer.each}</h3>` : nothing}
        <div class="tabs" part="tabs" role="tablist" aria-label=${this.words.answer.list} @keydown=${this.#onKey}>
          ${repeat(answers, ({model}) => model, this.#renderTab)}
        </div>
        <div class="columns">${repeat(answers, ({model}) => model, this.#renderPanel)}</div>
      </section>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const tabList = (this.isConnected && this.tabList) || undefined;
    if (tabList === this.#observed) return;
    this.#sizes.disconnect();
    this.#observed = tabList;
    if (tabList) this.#sizes.observe(tabList);
  }

  /** The answers are drawn too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    for (const answer of this.renderRoot.querySelectorAll<LlmAnswer>('llm-answer')) await answer.updateComplete;
    return isComplete;
  }

  readonly #renderTab = (answer: AnswerState, index: number) => {
    const {model} = answer;
    const selected = model === this.selected;
    const activity = writingActivity(answer, this.live);
    return html`
      <button
        id="tab-${index}"
        part="tab"
        type="button"
        role="tab"
        aria-selected=${selected}
        aria-controls="panel-${index}"
        tabindex=${selected ? 0 : -1}
        @click=${() => (this.selected = model)}
      >
        ${activityMark(activity, answer.text !== '')}<span class="name">${model}</span>
        <span class="visually-hidden">${this.words.answer[activity]}</span>
      </button>
    `;
  };

  readonly #renderPanel = (answer: AnswerState, index: number) => html`
    <div
      id="panel-${index}"
      class="panel ${answer.model === this.selected ? 'selected' : ''}"
      role=${this.tabbed ? 'tabpanel' : nothing}
      aria-labelledby=${this.tabbed ? `tab-${index}` : nothing}
      tabindex=${this.tabbed ? 0 : nothing}
    >
      ${this.#renderAnswer(answer, 'one')}
    </div>
  `;

  #renderAnswer(writing: AnswerState | SynthesisState, kind: 'only' | 'one' | 'synthesis') {
    return html`<llm-answer
      part=${kind === 'synthesis' ? 'synthesis' : 'answer'}
      exportparts=${exported}
      kind=${kind}
      .writing=${writing}
      .sources=${this.sources}
      .server=${this.server}
      .live=${this.live}
      .stop=${kind === 'one' ? this.stop : undefined}
      .words=${this.words}
    ></llm-answer>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const now = this.answers.findIndex(({model}) => model === this.selected);
    const forward = this.matches(':dir(rtl)') ? -1 : 1;
    const to = {ArrowRight: now + forward, ArrowLeft: now - forward, Home: 0, End: tabs.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    this.selected = this.answers[index]?.model ?? '';
    tabs[index]?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-answers': LlmAnswers;
  }
}
