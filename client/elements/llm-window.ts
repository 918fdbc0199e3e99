/** client/elements - `<llm-window>`: a question box and the answers that stream in above it. Joins the conversation to the elements that draw. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {ModelChooser} from '../controllers/model-chooser.ts';
import {PopupController} from '../controllers/popup-controller.ts';
import {AskEvent} from '../events/ask-event.ts';
import {FailedEvent} from '../events/failed-event.ts';
import type {CitationEvent} from '../events/citation-event.ts';
import type {CommandEvent} from '../events/command-event.ts';
import type {SubmitQuestionEvent} from '../events/submit-event.ts';
import type {GetToken} from '../store/api.ts';
import type {Question} from '../store/conversation.ts';
import type {KeptTurn, Turn} from '../store/turn.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {version} from '../version.ts';
import type {SomeWords} from '../words/words.ts';
import {defaultServer} from './default-server.ts';
import {chatIcon, downArrowIcon, warningIcon} from './icons.ts';
import type {LlmQuestionForm} from './llm-question-form.ts';
import type {LlmSources} from './llm-sources.ts';
import {windowStyles} from './llm-window.styles.ts';
import {serverProblem} from './server-problem.ts';
import {renderTurn} from './turn-view.ts';
import {renderBar} from './window-bar.ts';
import {windowModesStyles} from './window-modes.styles.ts';
import {WindowShell} from './window-shell.ts';

/** A removed attribute is an empty one. */
const text = {fromAttribute: (value: string | null): string => value ?? ''};

/**
 * A window onto an llm-window server. Its methods work at once; its properties may be set before it is defined.
 *
 * @tag llm-window
 * @fires {AskEvent} llm-ask - A question is about to be asked; cancelable. See {@link AskEvent}.
 * @fires {AnsweredEvent} llm-answer - A question has been answered. See {@link AnsweredEvent}.
 * @fires {FailedEvent} llm-error - A question failed as a whole, or the window is set up wrongly. See {@link FailedEvent}.
 * @fires {CitationEvent} llm-citation - The reader turned to a citation. See {@link CitationEvent}.
 * @fires {FeedbackEvent} llm-feedback - The reader says what they think of an answer; cancelable. See {@link FeedbackEvent}.
 * @fires {Event} llm-toggle - A popup was opened or closed; read `open`.
 * @slot empty - Shown above the box until the first question.
 * @slot launcher - What the button that opens a popup shows.
 * @csspart frame - Everything.
 * @csspart bar - The row of buttons above the conversation.
 * @csspart launcher - The button that opens a popup.
 * @csspart form - The question box; `form__box`, `form__input`, `form__ask` inside.
 * @csspart result - One question and what came of it.
 * @csspart question - The question.
 * @csspart edit - The button to change it.
 * @csspart progress - The progress.
 * @csspart status - Errors and notices: `status__error`, `status__notice`, `status__retry`.
 * @csspart sources - The sources; `sources__source` is one card.
 * @csspart answers - The answers; `answer__head`, `answer__stop`, `answer__text`, `answer__citation`, `answer__card`, `answer__facts` inside each.
 * @csspart actions - Feedback, download, print.
 * @csspart related - Questions to ask next.
 * @csspart related-question - One of them.
 * @csspart offline - That the device is offline, above the box.
 * @csspart more - The button that goes to new content.
 * @cssprop --llm-accent - Buttons, links, citations.
 * @cssprop --llm-on-accent - Text on it.
 * @cssprop --llm-surface - The window.
 * @cssprop --llm-raised - What stands out from it.
 * @cssprop --llm-text - Text.
 * @cssprop --llm-muted - Lesser text.
 * @cssprop --llm-border - Lines.
 * @cssprop --llm-border-strong - Lines around what takes text.
 * @cssprop --llm-danger - Errors.
 * @cssprop --llm-warning - What needs care.
 * @cssprop --llm-font - Font family.
 * @cssprop --llm-font-mono - The one of code.
 * @cssprop --llm-font-size - Size of text.
 * @cssprop --llm-radius - Roundness.
 * @cssprop --llm-space - Room inside the frame.
 * @cssstate empty - Nothing was asked.
 * @cssstate streaming - An answer is under way.
 * @cssstate reconnecting - The connection is lost.
 * @cssstate done - Answered.
 * @cssstate stopped - Stopped early.
 * @cssstate error - Failed.
 */
export class LlmWindow extends WindowShell {
  static readonly version = version;
  static override styles = [baseStyles, windowStyles, windowModesStyles];

  /** Address of the server. @defaultValue where the module came from */
  @property({converter: text}) accessor server = '';
  /** What the server speaks, where it is not an llm-window server: `ai-sdk` (UI message stream) or `openai` (chat completions). `server` is its endpoint then. */
  @property() accessor protocol: 'ai-sdk' | 'openai' | undefined;
  /** Models to ask, as a list or separated by commas; the reader may choose when there are none. */
  @property({converter: text}) accessor models: readonly string[] | string = '';
  /** The question. Setting it asks. */
  @property({converter: text}) accessor question = '';
  /** Shown in the empty box. */
  @property({converter: text}) accessor placeholder = '';
  /** Where it stands: in the page, behind a button at its corner, or as the page. */
  @property({reflect: true}) accessor mode: 'inline' | 'popup' | 'page' = 'inline';
  /** Whether a popup is open. */
  @property({type: Boolean, reflect: true}) accessor open = false;
  /** Whether `/` puts the cursor into the box, from anywhere on the page. */
  @property({type: Boolean}) accessor shortcut = false;
  /** Whether conversations are kept in this browser, for the reader to come back to. */
  @property({type: Boolean}) accessor history = false;
  /** Whether answers can be shared by a link to this page, and such links are opened here. */
  @property({type: Boolean}) accessor share = false;
  /** Whether the page measures what its reader feels and tells the server; only where the reader has agreed to it. */
  @property({type: Boolean}) accessor vitals = false;
  /** How much a screen reader is told: nothing, the boundaries of a run, or each finished paragraph too. */
  @property() accessor verbosity: 'off' | 'boundaries' | 'paragraphs' = 'boundaries';
  /** Supplies a credential for asking, stopping and feedback, and renews it. */
  @property({attribute: false}) accessor getToken: GetToken | undefined;
  /** The page's own words, in front of the language's. */
  @property({attribute: false}) accessor messages: SomeWords = {};

  @state() private accessor pointedAt: {readonly key: number; readonly n: number} | undefined;
  /** The turn whose question is being changed. */
  @state() private accessor editing: number | undefined;
  @state() private accessor showsHistory = false;
  @query('llm-question-form') private accessor form!: LlmQuestionForm | null;
  @query('.launcher') private accessor launcher!: HTMLElement | null;
  readonly #models = new ModelChooser(this);
  #complainedOf = '';

  constructor() {
    super();
    this.addEventListener('keydown', this.#onKey);
    new PopupController(
      this,
      () => ({isPopup: this.mode === 'popup', open: this.open, launcher: this.launcher, frame: this.frame}),
      (open) => {
        if (open) this.focus();
        this.dispatchEvent(new Event('llm-toggle', {bubbles: true, composed: true}));
      },
    );
  }

  /** Asks a question, which follows the last one; an answer under way is stopped. Failures are shown and told by `llm-error`, never thrown. */
  ask(question: string): void {
    const ask = this.#mayAsk(question);
    if (ask) this.conversation.ask(ask, this.api);
  }

  /** Stops the answer under way. What was written stays. */
  stop(): void {
    this.conversation.stop();
  }

  /** Asks the last question again, or goes on reading where the connection was lost. */
  retry(): void {
    this.loadWhatAnswersNeed();
    const {question} = this.conversation.current.state;
    if (this.conversation.resumable) {
      this.conversation.resume();
      return;
    }
    const ask = this.#mayAsk(question);
    if (ask) this.conversation.askAgain(ask, this.api);
  }

  /** Forgets the conversation. */
  clear(): void {
    this.conversation.clear();
    this.forgetRun();
    this.question = '';
    this.editing = undefined;
  }

  /** Puts the cursor into the question box. */
  override focus(options?: FocusOptions): void {
    this.form?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('messages')) this.language.use(this.messages);
    if (changed.has('server') || changed.has('protocol')) this.#complain();
    this.#models.want(this.models);
    if (!this.hasUpdated) this.question = this.takeUp(this.question) ?? this.question;
    if (changed.has('question') && this.question !== '' && this.question !== this.conversation.current.state.question) this.ask(this.question);
    if (changed.has('vitals')) this.measure(this.vitals);
    void this.#models.look(this.problem || this.protocol ? undefined : this.address);
  }

  protected override render() {
    const {words} = this.language;
    const isPopup = this.mode === 'popup';
    return html`
      ${isPopup
        ? html`<button class="launcher" part="launcher" type="button" popover="manual" aria-expanded=${this.open} aria-label=${words.conversation.open} @click=${this.#toggle}>
            <slot name="launcher">${chatIcon}</slot>
          </button>`
        : nothing}
      <div
        class="frame"
        part="frame"
        popover=${isPopup ? 'manual' : nothing}
        role=${isPopup ? 'dialog' : nothing}
        aria-label=${isPopup ? words.conversation.open : nothing}
      >
        ${renderBar({
          words: words.conversation,
          showsHistory: this.showsHistory,
          toggleHistory: this.history ? this.#toggleHistory : undefined,
          clear: this.conversation.current.phase === 'empty' ? undefined : () => this.clear(),
          close: isPopup ? this.#toggle : undefined,
        })}
        <div class="scroller">
          <slot name="empty" ?hidden=${this.conversation.current.phase !== 'empty' || this.conversation.past.length > 0 || this.showsHistory}></slot>
          ${this.showsHistory ? this.#renderHistory() : this.#renderTurns()}
        </div>
        ${this.#renderFoot()} ${this.announcer.render()}
      </div>
    `;
  }

  #renderHistory() {
    return html`<llm-history .server=${this.address} .words=${this.language.words} @llm-choose=${this.#onChoose}></llm-history>`;
  }

  #renderTurns() {
    const {past, current} = this.conversation;
    const turns = current.phase === 'empty' ? past : [...past, current];
    if (turns.length === 0) return nothing; // the list goes as a whole: lit-html 3.3 leaves a comment behind for each item that goes alone
    return html`<div class="turns">${repeat(turns, ({key}) => key, (turn) => this.#renderTurn(turn, turn === turns.at(-1)))}</div>`;
  }

  #renderTurn(turn: Turn, isLast: boolean) {
    const {key, sessionId} = turn;
    return renderTurn(turn, {
      words: this.language.words,
      server: this.address,
      isLast,
      pointedAt: this.pointedAt?.key === key ? this.pointedAt.n : undefined,
      edit: () => this.#edit(turn),
      ask: (question) => this.ask(question),
      retry: () => this.retry(),
      stop: (model) => this.conversation.stopAnswer(model),
      feedback: (feedback) => this.sendFeedback(sessionId, feedback),
      link: this.share && sessionId !== undefined ? () => this.makeLink(sessionId) : undefined,
      cite: (event) => this.#onCitation(event, key),
    });
  }

  #renderFoot() {
    const {words} = this.language;
    const {phase} = this.conversation.current;
    const placeholder = this.placeholder !== '' && phase === 'empty' ? this.placeholder : phase === 'empty' ? words.form.placeholder : words.form.placeholderNext;
    return html`<div class="foot">
      ${(this.loadFailed && this.conversation.current.phase !== 'failed') || this.problem ? html`<llm-status part="status" .phase=${'failed'} .error=${this.problem ?? this.loadFailed} .words=${words} @llm-command=${this.#onCommand}></llm-status>` : nothing}
      ${this.network.offline && phase !== 'running' ? html`<p class="offline" part="offline">${warningIcon}<span>${words.status.offlineAsk}</span></p>` : nothing}
      <button class="more" part="more" type="button" ?hidden=${!this.follower.hasMore} @click=${() => this.follower.toEnd()}>${downArrowIcon}${words.conversation.newContent}</button>
      <llm-question-form
        part="form"
        exportparts="box: form__box, input: form__input, ask: form__ask"
        placeholder=${placeholder}
        .activity=${phase === 'running' || phase === 'stopping' ? phase : 'idle'}
        .models=${this.#models.choices}
        .words=${words}
        ?editing=${this.editing !== undefined}
        @llm-submit=${this.#onSubmit}
        @llm-command=${this.#onCommand}
      ></llm-question-form>
    </div>`;
  }

  override get address(): string {
    return this.protocol ? (URL.parse(this.server, document.baseURI)?.href ?? this.server) : this.server || defaultServer;
  }

  /** What to ask, unless it is nothing or the page says no. */
  #mayAsk(question: string): Question | undefined {
    const {models} = this.#models;
    const trimmed = question.trim();
    if (trimmed === '' || !this.dispatchEvent(new AskEvent({question: trimmed, models}))) return undefined;
    this.question = trimmed;
    this.pointedAt = undefined;
    this.editing = undefined;
    this.showsHistory = false;
    if (this.mode === 'popup') this.open = true;
    this.loadWhatAnswersNeed();
    return {question: trimmed, ...(models.length > 0 && {models: [...models]})};
  }

  /** A window that is set up wrongly says so at once, and once. */
  #complain(): void {
    const problem = serverProblem(this.server && this.address, this.protocol);
    this.problem = problem;
    const of = `${this.protocol ?? ''} ${this.server}`;
    if (problem && this.#complainedOf !== of) this.dispatchEvent(new FailedEvent({code: problem.code, message: problem.message}));
    this.#complainedOf = of;
  }

  #edit(turn: Turn): void {
    this.editing = turn.key;
    this.form?.edit(turn.state.question);
  }

  readonly #onSubmit = (event: SubmitQuestionEvent): void => {
    this.#models.choose(event.models);
    const {editing} = this;
    const ask = this.#mayAsk(event.question);
    if (!ask) return;
    if (editing === undefined) this.conversation.ask(ask, this.api);
    else this.conversation.askInstead(editing, ask, this.api);
  };

  readonly #onCommand = ({command}: CommandEvent): void => {
    if (command === 'stop') this.stop();
    else if (command === 'keep') this.editing = undefined;
    else if (this.problem) this.#complain();
    else this.retry();
  };

  #onCitation({detail: {n, action}}: CitationEvent, key: number): void {
    this.pointedAt = action === 'leave' ? undefined : {key, n};
    if (action !== 'follow') return;
    void this.renderRoot.querySelector<LlmSources>(`[aria-labelledby="question-${key}"] llm-sources`)?.reveal(n);
  }

  readonly #toggleHistory = (): void => {
    this.loadWhatAnswersNeed();
    this.showsHistory = !this.showsHistory;
  };

  readonly #onChoose = (event: Event): void => {
    const {detail} = event as CustomEvent<readonly KeptTurn[]>;
    this.showsHistory = false;
    this.loadWhatAnswersNeed();
    this.conversation.restore(detail, undefined, this.api);
    this.question = '';
  };

  readonly #toggle = (): void => {
    this.open = !this.open;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (this.conversation.current.phase === 'running') this.stop();
    else if (this.mode === 'popup') this.open = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-window': LlmWindow;
  }
}
