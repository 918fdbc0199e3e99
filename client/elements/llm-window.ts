/** client/elements - `<llm-window>`: a question box and the answer that streams in below it. Joins the store to the elements that draw. */
import {html, LitElement, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {Announcer} from '../controllers/announcer.ts';
import {StoreController} from '../controllers/store-controller.ts';
import {AnsweredEvent} from '../events/answered-event.ts';
import {AskEvent} from '../events/ask-event.ts';
import type {CitationEvent} from '../events/citation-event.ts';
import type {CommandEvent} from '../events/command-event.ts';
import {FailedEvent} from '../events/failed-event.ts';
import type {SubmitQuestionEvent} from '../events/submit-event.ts';
import type {GetToken, ModelChoice} from '../store/api.ts';
import {SessionStore} from '../store/session-store.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {version} from '../version.ts';
import {words} from '../words/words.ts';
import {announcements, type Told} from './announcements.ts';
import {answeredDetail} from './answered-detail.ts';
import {defaultServer} from './default-server.ts';
import type {LlmQuestionForm} from './llm-question-form.ts';
import type {LlmSources} from './llm-sources.ts';
import {windowStyles} from './llm-window.styles.ts';
import {loadMarkdown} from './markdown-module.ts';
import {modelChoices} from './model-choices.ts';
import {showStates, statesOf} from './window-states.ts';

/** A removed attribute is an empty one. */
const text = {fromAttribute: (value: string | null): string => value ?? ''};

/**
 * A window onto an llm-window server. Its methods work at once; its properties may be set before it is defined.
 *
 * @fires llm-ask - A question is about to be asked; cancelable. See {@link AskEvent}.
 * @fires llm-answer - A question has been answered. See {@link AnsweredEvent}.
 * @fires llm-error - A question failed as a whole. See {@link FailedEvent}.
 * @fires llm-citation - The reader turned to a citation. See {@link CitationEvent}.
 * @slot empty - Shown below the box until the first question.
 * @csspart frame - Everything.
 * @csspart form - The question box; `form__box`, `form__input`, `form__ask` inside.
 * @csspart question - The question that was asked.
 * @csspart progress - The progress. @csspart status - Errors and notices.
 * @csspart sources - The sources; `sources__source` is one card.
 * @csspart answers - The answers; `answer__head`, `answer__text`, `answer__citation`, `answer__facts` inside each.
 * @cssstate empty - Nothing was asked. @cssstate streaming - An answer is under way. @cssstate reconnecting - The connection is lost.
 * @cssstate done - Answered. @cssstate stopped - Stopped early. @cssstate error - Failed.
 */
export class LlmWindow extends LitElement {
  static readonly version = version;
  static override styles = [baseStyles, windowStyles];

  /** Address of the server. @defaultValue where the module came from */
  @property({converter: text}) accessor server = '';
  /** Models to ask, as a list or separated by commas; the reader may choose when there are none. */
  @property({converter: text}) accessor models: readonly string[] | string = '';
  /** The question. Setting it asks. */
  @property({converter: text}) accessor question = '';
  /** Shown in the empty box. */
  @property({converter: text}) accessor placeholder = '';
  /** Supplies a credential for asking and stopping. */
  @property({attribute: false}) accessor getToken: GetToken | undefined;
  @state() private accessor choices: readonly ModelChoice[] = [];
  @state() private accessor pointedAt: number | undefined;
  @query('llm-question-form') private accessor form!: LlmQuestionForm | null;
  @query('llm-sources') private accessor sourceCards!: LlmSources | null;

  readonly #internals = this.attachInternals();
  readonly #store = new SessionStore();
  readonly #announcer = new Announcer(this);
  #told: Told = tell(this.#store);
  #chosen: readonly string[] = [];
  #choicesOf = '';

  constructor() {
    super();
    new StoreController(this, this.#store, () => this.#tellAll());
    this.addEventListener('keydown', this.#onKey);
  }

  /** Asks a question; an answer under way is stopped. Failures are shown and told by `llm-error`, never thrown. */
  ask(question: string): void {
    const models = this.#wanted.length > 0 ? this.#wanted : this.#chosen;
    const trimmed = question.trim();
    if (trimmed === '' || !this.dispatchEvent(new AskEvent({question: trimmed, models}))) return;
    this.question = trimmed;
    this.pointedAt = undefined;
    loadMarkdown().catch(() => undefined); // the answer is shown without it, then
    const request = {question: trimmed, ...(models.length > 0 && {models: [...models]})};
    this.#store.ask(request, {server: this.#address, getToken: this.getToken});
  }

  /** Stops the answer under way. What was written stays. */
  stop(): void {
    this.#store.stop();
  }

  /** Asks the last question again, or goes on reading where the connection was lost. */
  retry(): void {
    if (this.#store.resumable) this.#store.resume();
    else if (this.#store.state.question !== '') this.ask(this.#store.state.question);
  }

  /** Forgets question and answer. */
  clear(): void {
    this.#store.clear();
    this.question = '';
  }

  /** Puts the cursor into the question box. */
  override focus(options?: FocusOptions): void {
    this.form?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('question') && this.question !== '' && this.question !== this.#store.state.question) this.ask(this.question);
    if (this.#address !== this.#choicesOf || changed.has('models')) void this.#findChoices();
  }

  protected override render() {
    const {phase} = this.#store;
    const running = phase === 'running' || phase === 'stopping';
    return html`
      <div class="frame" part="frame" @llm-citation=${this.#onCitation}>
        <llm-question-form
          part="form"
          exportparts="box: form__box, input: form__input, ask: form__ask"
          placeholder=${this.placeholder || (phase === 'empty' ? words.form.placeholder : words.form.placeholderNext)}
          .activity=${running ? phase : 'idle'}
          .models=${this.choices}
          @llm-submit=${this.#onSubmit}
          @llm-command=${this.#onCommand}
        ></llm-question-form>
        <slot name="empty" ?hidden=${phase !== 'empty'}></slot>
        ${phase === 'empty' ? nothing : this.#renderResult(running)} ${this.#announcer.render()}
      </div>
    `;
  }

  #renderResult(live: boolean) {
    const {state: session, phase, connection, error} = this.#store;
    const server = this.#address;
    return html`
      <section class="result" part="result" aria-labelledby="question">
        <h2 id="question" part="question" dir="auto">${session.question}</h2>
        ${error && session.status === 'ended' && session.startedAt === '' ? nothing : html`<llm-progress part="progress" .session=${session}></llm-progress>`}
        <llm-sources
          part="sources"
          exportparts="source: sources__source"
          ?hidden=${session.pages.length + session.sources.length === 0}
          .pages=${session.pages}
          .sources=${session.sources}
          .server=${server}
          .pointedAt=${this.pointedAt}
        ></llm-sources>
        <llm-answers
          part="answers"
          ?hidden=${session.answers.length === 0}
          exportparts="tabs: answers__tabs, tab: answers__tab, answer, synthesis, answer__head, answer__text, answer__citation, answer__facts"
          .answers=${session.answers}
          .synthesis=${session.synthesis}
          .sources=${session.sources}
          .server=${server}
          .live=${live}
        ></llm-answers>
        <llm-status
          part="status"
          exportparts="error: status__error, notice: status__notice, retry: status__retry"
          .phase=${phase}
          .connection=${connection}
          .error=${error}
          .warnings=${session.warnings}
          .code=${session.code}
          ?answered=${session.answers.some(({text}) => text !== '')}
          @llm-command=${this.#onCommand}
        ></llm-status>
      </section>
    `;
  }

  get #address(): string {
    return this.server || defaultServer;
  }

  /** The models that the page wants. */
  get #wanted(): readonly string[] {
    const names = typeof this.models === 'string' ? this.models.split(',') : this.models;
    return names.map((name) => name.trim()).filter(Boolean);
  }

  /** Everything that the outside hears of a change: events, states, announcements. Once per painted frame. */
  #tellAll(): void {
    const before = this.#told;
    const now = (this.#told = tell(this.#store));
    showStates(this.#internals, statesOf(now.phase, now.connection));
    for (const spoken of announcements(before, now)) this.#announcer.say(spoken);
    if (before.phase === now.phase && before.asked === now.asked) return;
    if (now.phase === 'done') this.dispatchEvent(new AnsweredEvent(answeredDetail(now.state, this.#store.sessionId ?? '')));
    if (now.phase === 'failed' && now.error) this.dispatchEvent(new FailedEvent({code: now.error.code, message: now.error.message}));
  }

  /** Readers choose only where the page has not. */
  async #findChoices(): Promise<void> {
    const server = (this.#choicesOf = this.#address);
    const choices = this.#wanted.length > 0 ? [] : await modelChoices(server);
    if (server !== this.#choicesOf || (choices.length === 0 && this.choices.length === 0)) return;
    this.choices = choices;
    this.#chosen = [];
  }

  readonly #onSubmit = (event: SubmitQuestionEvent): void => {
    this.#chosen = event.models;
    this.ask(event.question);
  };

  readonly #onCommand = ({command}: CommandEvent): void => {
    if (command === 'stop') this.stop();
    else this.retry();
  };

  readonly #onCitation = ({detail: {n, action}}: CitationEvent): void => {
    this.pointedAt = action === 'leave' ? undefined : n;
    if (action === 'follow') void this.sourceCards?.reveal(n);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) this.stop();
  };
}

const tell = ({asked, state, phase, connection, error}: SessionStore): Told => ({asked, state, phase, connection, error});

declare global {
  interface HTMLElementTagNameMap {
    'llm-window': LlmWindow;
  }
}
