/** client/elements - `<llm-window>`: a question box and the answers that stream in above it. Joins the conversation to the elements that draw. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, query} from 'lit/decorators.js';
import {PopupController} from '../controllers/popup-controller.ts';
import type {CitationEvent} from '../events/citation-event.ts';
import type {GetToken} from '../store/api.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {version} from '../version.ts';
import type {SomeWords} from '../words/words.ts';
import {AskingWindow} from './asking-window.ts';
import {givenText} from './given-text.ts';
import type {LlmSources} from './llm-sources.ts';
import {windowStyles} from './llm-window.styles.ts';
import {renderTurns} from './turns-view.ts';
import {renderBar} from './window-bar.ts';
import {renderFoot} from './window-foot.ts';
import {renderLauncher} from './window-launcher.ts';
import {windowModesStyles} from './window-modes.styles.ts';

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
 * @csspart form - The question box.
 * @csspart form__box - The frame around its text and buttons.
 * @csspart form__input - Its text.
 * @csspart form__ask - Its Ask button; Stop while an answer is under way.
 * @csspart result - One question and what came of it.
 * @csspart question - The question.
 * @csspart edit - The button to change it.
 * @csspart progress - The progress.
 * @csspart progress__summary - Its line that is always there.
 * @csspart progress__steps - The stages.
 * @csspart status - Errors and notices.
 * @csspart status__error - An error.
 * @csspart status__notice - A notice.
 * @csspart status__retry - The button to try again.
 * @csspart sources - The sources.
 * @csspart sources__heading - Their heading.
 * @csspart sources__source - The card of one.
 * @csspart sources__trust - What there is to judge a source by; opens under its card.
 * @csspart answers - The answers.
 * @csspart answers__tabs - The tab list, where several answers do not fit side by side.
 * @csspart answers__tab - One tab.
 * @csspart answer - One answer.
 * @csspart synthesis - The combined answer.
 * @csspart answer__head - What an answer is and how it is.
 * @csspart answer__stop - The button that stops it, where there are others.
 * @csspart answer__text - Its text.
 * @csspart answer__citation - A citation in it.
 * @csspart answer__footnote - A reference to a footnote in it.
 * @csspart answer__image - An image in it, or the button that loads it.
 * @csspart answer__diagram - The frame of a diagram in it.
 * @csspart answer__copy-code - The button that copies a block of code.
 * @csspart answer__card - The card beside a citation.
 * @csspart answer__facts - Its times and tokens.
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
export class LlmWindow extends AskingWindow {
  static readonly version = version;
  static override styles = [baseStyles, windowStyles, windowModesStyles];

  /** Address of the server. @defaultValue where the module came from */
  @property({converter: text}) server = '';
  /** What the server speaks, where it is not an llm-window server: `ai-sdk` (UI message stream) or `openai` (chat completions). `server` is its endpoint then. */
  @property() protocol: 'ai-sdk' | 'openai' | undefined;
  /** Models to ask, as a list or separated by commas; the reader may choose when there are none. */
  @property({converter: text}) models: readonly string[] | string = '';
  /** The question. Setting it asks. */
  @property({converter: text}) question = '';
  /** Shown in the empty box. */
  @property({converter: text}) placeholder = '';
  /** Where it stands: in the page, behind a button at its corner, or as the page. */
  @property({reflect: true}) mode: 'inline' | 'popup' | 'page' = 'inline';
  /** Whether a popup is open. */
  @property({type: Boolean, reflect: true}) open = false;
  /** Whether `/` puts the cursor into the box, from anywhere on the page. */
  @property({type: Boolean}) shortcut = false;
  /** Whether conversations are kept in this browser, for the reader to come back to. */
  @property({type: Boolean}) history = false;
  /** Whether answers can be shared by a link to this page, and such links are opened here. */
  @property({type: Boolean}) share = false;
  /** Whether the page measures what its reader feels and tells the server; only where the reader has agreed to it. */
  @property({type: Boolean}) vitals = false;
  /** How much a screen reader is told: nothing, the boundaries of a run, or each finished paragraph too. */
  @property() verbosity: 'off' | 'boundaries' | 'paragraphs' = 'boundaries';
  /** Supplies a credential for asking, stopping and feedback, and renews it. */
  @property({attribute: false}) getToken: GetToken | undefined;
  /** The page's own words, in front of the language's. */
  @property({attribute: false}) messages: SomeWords = {};

  @query('.launcher') private launcher!: HTMLElement | null;

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

  /** Puts the cursor into the question box. */
  override focus(options?: FocusOptions): void {
    this.form?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('messages')) this.language.use(this.messages);
    if ((['server', 'protocol', 'mode', 'verbosity', 'models'] as const).some((name) => changed.has(name))) this.checkSetup();
    this.chooser.want(this.models);
    if (changed.has('question')) this.question = givenText(this.question);
    if (!this.hasUpdated) this.question = this.takeUp(this.question) ?? this.question;
    if (changed.has('question') && this.question !== '' && this.question !== this.conversation.current.state.question) this.ask(this.question);
    if (changed.has('vitals')) this.measure.want(this.vitals);
    void this.chooser.look(this.setup.problem || this.protocol ? undefined : this.address);
  }

  protected override render() {
    const {words} = this.language;
    const isPopup = this.mode === 'popup';
    return html`
      ${isPopup ? renderLauncher(words.conversation.open, this.open, this.#toggle) : nothing}
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
          toggleHistory: this.history ? this.toggleHistory : undefined,
          clear: this.conversation.last.phase === 'empty' ? undefined : () => this.clear(),
          close: isPopup ? this.#toggle : undefined,
        })}
        <div class="scroller">
          <slot name="empty" ?hidden=${this.conversation.last.phase !== 'empty' || this.showsHistory}></slot>
          ${this.showsHistory ? this.#renderHistory() : this.#renderTurns()}
        </div>
        ${this.#renderFoot()} ${this.announcer.render()}
      </div>
    `;
  }

  #renderHistory() {
    return html`<llm-history .server=${this.address} .words=${this.language.words} @llm-choose=${this.choose}></llm-history>`;
  }

  #renderTurns() {
    return renderTurns(this.conversation, {
      words: this.language.words,
      server: this.protocol ? '' : this.address, // what is not ours has neither documents nor a page for diagrams
      share: this.share,
      pointedAt: this.pointedAt,
      edit: (turn) => this.edit(turn),
      ask: (question) => this.ask(question),
      retry: () => this.retry(),
      stop: (model) => this.conversation.stopAnswer(model),
      feedback: (sessionId, feedback) => this.sendFeedback(sessionId, feedback),
      link: (sessionId) => this.makeLink(sessionId),
      cite: (event, key) => this.#onCitation(event, key),
    });
  }

  #renderFoot() {
    const {phase} = this.conversation.current;
    return renderFoot({
      words: this.language.words,
      phase,
      isEmpty: this.conversation.last.phase === 'empty',
      problem: this.setup.problem ?? (phase === 'failed' ? undefined : this.loadFailed),
      offline: this.network.offline,
      hasMore: this.follower.hasMore,
      placeholder: this.placeholder,
      models: this.chooser.choices,
      editing: this.editing !== undefined,
      toEnd: () => this.follower.toEnd(),
      submit: this.submit,
      command: this.command,
    });
  }

  #onCitation({detail: {n, action}}: CitationEvent, key: number): void {
    this.pointedAt = action === 'leave' ? undefined : {key, n};
    if (action !== 'follow') return;
    void this.renderRoot.querySelector<LlmSources>(`[aria-labelledby="question-${key}"] llm-sources`)?.reveal(n);
  }

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
