/** client/elements - what a window does with questions: it asks them, again or in another's place, stops and forgets them, and takes up earlier ones. */
import {query, state} from 'lit/decorators.js';
import {ModelChooser} from '../controllers/model-chooser.ts';
import {AskEvent} from '../events/ask-event.ts';
import type {CommandEvent} from '../events/command-event.ts';
import type {SubmitQuestionEvent} from '../events/submit-event.ts';
import type {Question} from '../store/conversation.ts';
import type {KeptTurn, Turn} from '../store/turn.ts';
import {defaultServer} from './default-server.ts';
import {givenText} from './given-text.ts';
import type {LlmQuestionForm} from './llm-question-form.ts';
import {WindowShell} from './window-shell.ts';

/** The part of `llm-window` that asks. */
export abstract class AskingWindow extends WindowShell {
  abstract server: string;
  abstract models: readonly string[] | string;
  abstract question: string;

  @state() protected pointedAt: {readonly key: number; readonly n: number} | undefined;
  /** The turn whose question is being changed. */
  @state() protected editing: number | undefined;
  @state() protected showsHistory = false;
  @query('llm-question-form') protected form!: LlmQuestionForm | null;
  protected readonly chooser = new ModelChooser(this);

  /** Asks a question, which follows the last one; an answer under way is stopped. Failures are shown and told by `llm-error`, never thrown. */
  ask(question: string): void {
    const ask = this.#accept(question);
    if (ask) this.conversation.ask(ask, this.api);
  }

  /** Stops the answer under way. What was written stays. */
  stop(): void {
    this.conversation.stop();
  }

  /** Asks the last question again, or goes on reading where the connection was lost. */
  retry(): void {
    this.loadWhatAnswersNeed();
    if (this.conversation.resumable) {
      this.conversation.resume();
      return;
    }
    const {key, state} = this.conversation.last;
    const ask = this.#accept(state.question);
    if (ask) this.conversation.askInstead(key, ask, this.api);
  }

  /** Forgets the conversation. */
  clear(): void {
    this.conversation.clear();
    this.forgetRun();
    this.question = '';
    this.editing = undefined;
  }

  override get address(): string {
    return this.protocol ? (URL.parse(this.server, document.baseURI)?.href ?? this.server) : this.server || defaultServer;
  }

  protected edit(turn: Turn): void {
    this.editing = turn.key;
    this.form?.edit(turn.state.question);
  }

  protected readonly submit = (event: SubmitQuestionEvent): void => {
    this.chooser.choose(event.models);
    const {editing} = this;
    const ask = this.#accept(event.question);
    if (!ask) event.preventDefault();
    else if (editing === undefined) this.conversation.ask(ask, this.api);
    else this.conversation.askInstead(editing, ask, this.api);
  };

  protected readonly command = ({command}: CommandEvent): void => {
    if (command === 'stop') this.stop();
    else if (command === 'keep') this.editing = undefined;
    else if (this.setup.problem) this.checkSetup();
    else this.retry();
  };

  protected readonly toggleHistory = (): void => {
    this.loadWhatAnswersNeed();
    this.showsHistory = !this.showsHistory;
  };

  /** Takes up the conversation that the reader has chosen from the earlier ones. */
  protected readonly choose = (event: Event): void => {
    const {detail} = event as CustomEvent<readonly KeptTurn[]>;
    this.showsHistory = false;
    this.loadWhatAnswersNeed();
    this.conversation.restore(detail, undefined, this.api);
    this.question = '';
  };

  protected checkSetup(): void {
    const {protocol, mode, verbosity, models} = this;
    this.setup.check({server: this.server && this.address, protocol, mode, verbosity, models}, this.language.words);
  }

  /** What to ask, unless it is nothing or the page says no. */
  #accept(wanted: string): Question | undefined {
    const {models} = this.chooser;
    const question = givenText(wanted).trim();
    if (question === '' || !this.dispatchEvent(new AskEvent({question, models}))) return undefined;
    this.question = question;
    this.pointedAt = undefined;
    this.editing = undefined;
    this.showsHistory = false;
    if (this.mode === 'popup') this.open = true;
    this.loadWhatAnswersNeed();
    return {question, ...(models.length > 0 && {models: [...models]})};
  }
}
