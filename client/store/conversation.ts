/** client/store - the questions of one window, one after the other: each follows the last one that was answered. Needs no element. */
import type {AskRequest} from '../../shared/ask-request.ts';
import type {ApiOptions} from './api.ts';
import {AskError} from './ask-error.ts';
import type {SessionState} from '../../shared/session-state.ts';
import {closeLocally} from './close-locally.ts';
import {KEPT_TURNS} from './kept-turns.ts';
import {SessionStore, type SessionStoreOptions} from './session-store.ts';
import type {KeptTurn, Turn} from './turn.ts';

/** A question without what it follows: the conversation knows that. */
export type Question = Omit<AskRequest, 'parent'>;

/** The turns so far, and the one under way. Listeners are called at most once per painted frame. */
export class Conversation {
  readonly #store: SessionStore;
  #past: readonly Turn[] = [];
  #forgotten = false;
  /** Keys of turns that were not asked here; those of questions count up from 1. */
  #restored = 0;

  constructor(options?: SessionStoreOptions) {
    this.#store = new SessionStore(options);
  }

  /** The last question, running or not; in phase `empty` when nothing was asked. */
  get current(): Turn {
    const {asked, state, phase, connection, error, sessionId} = this.#store;
    return {key: asked, state, phase, connection, error, sessionId};
  }

  /** The turns before the current one, the last {@link KEPT_TURNS} of them. */
  get past(): readonly Turn[] {
    return this.#past;
  }

  /** Whether there were turns before {@link past} that are gone. */
  get forgotten(): boolean {
    return this.#forgotten;
  }

  /** The last question that there is, asked here or not. */
  get last(): Turn {
    const {current} = this;
    return current.phase === 'empty' ? (this.#past.at(-1) ?? current) : current;
  }

  /** Whether {@link resume} can go on. */
  get resumable(): boolean {
    return this.#store.resumable;
  }

  /** Asks what follows the last answer; an answer under way is stopped and what it said stays. */
  ask(question: Question, api: ApiOptions): void {
    const kept = ended(this.current);
    if (kept) {
      this.#forgotten ||= this.#past.length >= KEPT_TURNS;
      this.#past = [...this.#past, kept].slice(-KEPT_TURNS);
    }
    this.#ask(question, api);
  }

  /** Asks in place of a question, or the same one again; what followed it is forgotten. */
  askInstead(key: number, question: Question, api: ApiOptions): void {
    const index = this.#past.findIndex((turn) => turn.key === key);
    if (index >= 0) this.#past = this.#past.slice(0, index);
    this.#ask(question, api);
  }

  /** Takes up a conversation again. @param running - The session that may still be under way. */
  restore(past: readonly KeptTurn[], running: {readonly sessionId: string; readonly question: string} | undefined, api: ApiOptions): void {
    this.#store.clear();
    this.#past = past.map((turn) => this.#restore(turn));
    this.#forgotten = false;
    if (running) this.#store.ask({question: running.question}, api, [], running.sessionId);
  }

  /** Shows an answer that somebody else has asked for. It can be read, and nothing that is asked here continues it. */
  show(state: SessionState): void {
    this.#past = [...this.#past, this.#restore({sessionId: undefined, state})];
  }

  /** Puts turns before all others. */
  putBefore(turns: readonly KeptTurn[]): void {
    this.#past = [...turns.map((turn) => this.#restore(turn)), ...this.#past];
  }

  stop(): void {
    this.#store.stop();
  }

  /** Stops one model's answer to the current question. Rejects when the server could not be told. */
  async stopAnswer(model: string): Promise<void> {
    await this.#store.stopAnswer(model);
  }

  resume(): void {
    this.#store.resume();
  }

  /** Forgets everything; what was running is stopped. */
  clear(): void {
    this.#past = [];
    this.#forgotten = false;
    this.#store.clear();
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  detach(): void {
    this.#store.detach();
  }

  attach(): void {
    this.#store.attach();
  }

  #ask(question: Question, api: ApiOptions): void {
    const parent = this.#past.findLast(({sessionId}) => sessionId !== undefined)?.sessionId;
    this.#store.ask({...question, ...(parent !== undefined && {parent})}, api, this.#past.map(({state}) => state));
  }

  #restore({sessionId, state}: KeptTurn): Turn {
    this.#restored -= 1;
    return {key: this.#restored, state, phase: state.outcome ?? 'stopped', connection: 'idle', error: state.outcome === 'failed' ? new AskError(state.code ?? 'run-failed') : undefined, sessionId};
  }
}

/** A turn as it stays when another question is asked; one without a word of an answer does not. */
function ended(turn: Turn): Turn | undefined {
  const {state, phase} = turn;
  if (!state.answers.some(({text}) => text !== '')) return undefined;
  if (phase !== 'running' && phase !== 'stopping') return turn;
  return {...turn, state: closeLocally(state, {outcome: 'stopped', code: 'stopped', message: '', ms: state.ms ?? 0}), phase: 'stopped', connection: 'idle'};
}
