/** client/elements - what a window does besides drawing: it owns the conversation, tells the outside, speaks, scrolls, remembers. */
import {LitElement, type PropertyValues} from 'lit';
import {query, state} from 'lit/decorators.js';
import {Announcer} from '../controllers/announcer.ts';
import {isGrowthSeen} from '../controllers/end-in-sight.ts';
import {HiddenPause} from '../controllers/hidden-pause.ts';
import {KeyboardRoom} from '../controllers/keyboard-room.ts';
import {OfflineNotice} from '../controllers/offline-notice.ts';
import {LanguageController} from '../controllers/language-controller.ts';
import {ScrollFollower} from '../controllers/scroll-follower.ts';
import {ReaderMeasure} from '../controllers/reader-measure.ts';
import {SetupCheck} from '../controllers/setup-check.ts';
import {SlashShortcut} from '../controllers/slash-shortcut.ts';
import {Speech, type Verbosity} from '../controllers/speech.ts';
import {StoreController} from '../controllers/store-controller.ts';
import {AnsweredEvent} from '../events/answered-event.ts';
import {FailedEvent} from '../events/failed-event.ts';
import {FeedbackEvent} from '../events/feedback-event.ts';
import {Api, type ApiOptions, type Feedback, type GetToken, type Protocol} from '../store/api.ts';
import {answeringIfLoaded} from '../store/answering-module.ts';
import {AskError} from '../store/ask-error.ts';
import {Conversation} from '../store/conversation.ts';
import type {Turn} from '../store/turn.ts';
import {RunKeeper} from '../store/run-keeper.ts';
import {errorWords} from '../words/error-words.ts';
import {answeredDetail} from './answered-detail.ts';
import {beginFrame} from './frame-turns.ts';
import {prepareAnswers} from './prepare-answers.ts';
import {claimPlace} from './window-place.ts';
import {showStates, statesOf} from './window-states.ts';

/** The part of `llm-window` that a page does not see. */
export abstract class WindowShell extends LitElement {
  abstract mode: 'inline' | 'popup' | 'page';
  abstract open: boolean;
  abstract shortcut: boolean;
  abstract history: boolean;
  abstract share: boolean;
  abstract verbosity: Verbosity;
  abstract getToken: GetToken | undefined;
  abstract protocol: Protocol | undefined;

  /** Set when the elements that draw answers could not be fetched. */
  @state() protected loadFailed: AskError | undefined;
  @query('.frame') protected frame!: HTMLElement | null;
  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.turns') private turns!: HTMLElement | null;
  @query('.foot') private foot!: HTMLElement | null;

  protected readonly conversation = new Conversation({isSeen: isGrowthSeen});
  protected readonly setup = new SetupCheck(this);
  protected readonly language = new LanguageController(this);
  protected readonly announcer = new Announcer(this);
  protected readonly measure = new ReaderMeasure(this, () => this.api);
  protected readonly network = new OfflineNotice(
    this,
    () => this.address,
    (offline) => {
      if (this.conversation.current.phase !== 'running') this.#speech.tellOffline(offline, this.language.words, this.verbosity); // the connection of a question that is out is told
    },
  );
  protected readonly follower = new ScrollFollower(this, () => ({
    content: this.turns,
    scroller: this.#isInPage ? undefined : this.scroller,
    covered: () => (this.#isInPage ? (this.foot?.offsetHeight ?? 0) : 0),
  }));
  readonly #speech = new Speech(this.announcer);
  /** Held on to: WebKit forgets what was set when nobody holds the set and memory is collected. */
  readonly #states = this.attachInternals().states;
  #told: Turn = this.conversation.current;
  #keeper: RunKeeper | undefined;
  #anchored = 0;
  /** Which of the page's windows this is. */
  #place = '';

  constructor() {
    super();
    new StoreController(this, this.conversation, () => this.#tellAll());
    // What another protocol streams can't be taken up again where it was left.
    new HiddenPause(this, {attach: () => this.conversation.attach(), detach: () => this.api.protocol === undefined && this.conversation.detach()});
    new KeyboardRoom(this, () => !this.#isInPage);
    new SlashShortcut(this, () => this.shortcut, () => {
      if (this.mode === 'popup') this.open = true;
      this.focus();
    });
  }

  /** Address of the server that is asked. */
  abstract get address(): string;

  protected get api(): ApiOptions {
    return {server: this.address, getToken: this.getToken, protocol: this.protocol || undefined};
  }

  /** A mode that there is not is like none. */
  get #isInPage(): boolean {
    return this.mode !== 'popup' && this.mode !== 'page';
  }

  /** What is drawn in it waits for another frame where this takes long. */
  protected override performUpdate(): void {
    beginFrame();
    super.performUpdate();
  }

  /** A window that the page has removed has nothing to go on with; leaving the page removes no window. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forgetRun();
  }

  /** Fetches what draws answers while the question is out. */
  protected loadWhatAnswersNeed(): void {
    prepareAnswers(this.history).then(
      () => (this.loadFailed = undefined),
      (cause: unknown) => (this.loadFailed = new AskError('load-failed', {cause})),
    );
  }

  protected async sendFeedback(sessionId: string, feedback: Feedback): Promise<void> {
    if (!this.dispatchEvent(new FeedbackEvent({sessionId, ...feedback}))) return;
    await new Api(this.api).feedback(sessionId, feedback);
  }

  protected forgetRun(): void {
    this.#keeper?.forget();
  }

  protected override updated(_changed: PropertyValues): void {
    const {key, phase} = this.conversation.current;
    this.#showRunning(this.conversation.current); // a question that is drawn before it is told of is not done as the one before it
    if (phase === 'empty' || key === this.#anchored) return;
    const isFollowUp = this.conversation.past.length > 0;
    this.#anchored = key;
    const question = this.turns?.querySelector(':scope > :last-child');
    if (question && (isFollowUp || !this.#isInPage)) this.follower.anchor(question);
  }

  /**
   * After a reload: goes on with the run that was under way.
   * @param asked - What the page asks; another question than the one under way is asked instead.
   * @returns The question under way.
   */
  protected takeUp(asked: string): string | undefined {
    this.#place = claimPlace(this);
    this.#keeper = new RunKeeper(`${location.pathname}#${this.#place}`);
    const kept = this.#keeper.read();
    if (this.share && !this.setup.problem && location.hash !== '') void this.#showLinked();
    if (!kept || this.setup.problem || (asked !== '' && asked !== kept.question)) return undefined;
    const {sessionId, question, before} = kept;
    this.loadWhatAnswersNeed();
    this.conversation.restore([], {sessionId, question}, this.api);
    void this.#fetchBefore(before);
    return question;
  }

  /** Makes a link to this page that opens an answer. */
  protected async makeLink(sessionId: string): Promise<string> {
    const {linkTo} = await import('./answer-links.ts');
    return await linkTo(sessionId, this.#place, new Api(this.api));
  }

  async #showLinked(): Promise<void> {
    try {
      const {linkedAnswer} = await import('./answer-links.ts');
      const state = await linkedAnswer(this.#place, new Api(this.api));
      if (!state) return;
      this.loadWhatAnswersNeed();
      this.conversation.show(state);
      this.#tellAll();
    } catch (error) {
      this.loadFailed = error instanceof AskError ? error : new AskError('load-failed', {cause: error});
    }
    if (this.mode === 'popup') this.open = true;
    this.requestUpdate();
    await this.updateComplete;
    await new Promise(requestAnimationFrame); // WebKit takes back a scroll in the frame in which the page has grown
    const linked = this.turns?.querySelector(':scope > :last-child');
    if (linked) this.follower.anchor(linked);
    else this.frame?.scrollIntoView({block: 'nearest', behavior: 'instant'});
  }

  async #fetchBefore(ids: readonly string[]): Promise<void> {
    const api = new Api(this.api);
    const turns = await Promise.all(ids.map(async (sessionId) => ({sessionId, state: await api.snapshot(sessionId).catch(() => undefined)})));
    this.conversation.putBefore(turns.flatMap(({sessionId, state: known}) => (known ? [{sessionId, state: known}] : [])));
    this.requestUpdate();
  }

  /** Everything that the outside hears of a change: events, states, announcements. Once per painted frame. */
  #tellAll(): void {
    const before = this.#told;
    const now = (this.#told = this.conversation.current);
    if (!this.#showRunning(now) && (before.phase !== now.phase || before.key !== now.key)) void this.#tellEnd(now);
    this.follower.live(now.phase === 'running');
    this.#speech.tell(before, now, this.language.words, this.verbosity);
    this.#keep(now);
    this.measure.see(now);
  }

  /** Shows what holds while a run goes on, or before there is one. @returns Whether that is so. */
  #showRunning({phase, connection}: Turn): boolean {
    const isRunning = phase === 'empty' || phase === 'running' || phase === 'stopping';
    if (isRunning) showStates(this.#states, statesOf(this.conversation.last.phase, connection));
    return isRunning;
  }

  /** The end is told once it is drawn: whoever hears of it finds all of the answer on the page. */
  async #tellEnd(now: Turn): Promise<void> {
    await this.updateComplete;
    // What is drawn late moves what the reader is about to press.
    for (const part of this.turns?.querySelectorAll<HTMLElement & Partial<LitElement>>(':scope > :last-child *') ?? []) await part.updateComplete;
    const {key, phase} = this.conversation.current;
    if (key === now.key && phase === now.phase) showStates(this.#states, statesOf(now.phase, now.connection));
    if (now.phase === 'done') this.dispatchEvent(new AnsweredEvent(answeredDetail(now.state, now.sessionId ?? '')));
    if (now.phase === 'failed' && now.error) this.dispatchEvent(new FailedEvent({code: now.error.code, message: errorWords(this.language.words, now.error).title}));
  }

  #keep({phase, sessionId, state: {question}}: Turn): void {
    const {past} = this.conversation;
    if (phase === 'running' && sessionId !== undefined) this.#keeper?.keep({sessionId, question, before: past.flatMap((turn) => turn.sessionId ?? [])});
    else if (phase !== 'running') this.forgetRun();
    if (this.history && phase === 'done') void answeringIfLoaded()?.keepConversation(this.address, this.#kept([...past, this.conversation.current]));
  }

  /** What somebody else has asked for is not kept: it has no session, as nothing has on servers that know none. */
  #kept(turns: readonly Turn[]): readonly Turn[] {
    return this.protocol ? turns : turns.filter(({sessionId}) => sessionId !== undefined);
  }
}
