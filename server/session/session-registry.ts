/** server/session - all sessions of this process: start, find, stop, expire. */
import {asyncScheduler, finalize, tap} from 'rxjs';
import type {Feedback} from '../../shared/feedback.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {AnswerQuestion} from '../pipeline/answer-question.ts';
import type {QuestionAsked} from '../pipeline/handoff.ts';
import {recordRun, type RunStart} from './record-run.ts';
import {Session} from './session.ts';
import {SessionFeed} from './session-feed.ts';
import {createSessionId, toRef, toShareId} from './session-id.ts';
import type {CreateSessionLog} from './session-log.ts';

/** How many, and for how long. */
export interface SessionRegistryOptions {
  /** Running at once. */
  readonly maxSessions: number;
  /** Ended ones kept; past it the oldest expire. */
  readonly maxEnded: number;
  /** How long a run goes on with no reader, in milliseconds. */
  readonly graceMs: number;
  /** How long an ended session can be read, in milliseconds. */
  readonly retentionMs: number;
  /** Shortest time between two frames of text, in milliseconds. */
  readonly frameMs: number;
  readonly createLog: CreateSessionLog;
  /** Hears every event of every session, by `ref`: metrics and logs are folded from it. */
  readonly onEvent?: (ref: string, event: SessionEvent) => void;
  /** Hears errors that no stage turned into an event. */
  readonly onError?: (ref: string, error: unknown) => void;
}

/** As many sessions run as may. */
export class TooManySessionsError extends Error {
  override readonly name = 'TooManySessionsError';
}

/** What a question needs to become a session: all but the `ref`, which the registry gives. */
export type SessionRequest = Omit<QuestionAsked, 'ref' | 'type'> & Omit<RunStart, 'question' | 'models'>;

/** How many expired ids are remembered, to tell 410 from 404. */
const REMEMBERED_EXPIRED = 10_000;

/** Timers of more than 2^31 ms fire at once. */
const LONGEST_TIMER_MS = 3_600_000;

/** The sessions of one process. */
export class SessionRegistry {
  readonly #answer: AnswerQuestion;
  readonly #options: SessionRegistryOptions;
  readonly #sessions = new Map<string, Session>();
  /** Session ids by share id. */
  readonly #shares = new Map<string, string>();
  /** Ended sessions in the order of their end, with the time at which each expires. */
  readonly #ended = new Map<string, number>();
  readonly #expired = new Set<string>();
  #sweep: ReturnType<typeof asyncScheduler.schedule> | undefined;
  #closed = false;

  constructor(answer: AnswerQuestion, options: SessionRegistryOptions) {
    this.#answer = answer;
    this.#options = options;
  }

  /** Whether it takes sessions: false once it was closed. */
  get open(): boolean {
    return !this.#closed;
  }

  /** How many run now. */
  get running(): number {
    return this.#sessions.size - this.#ended.size;
  }

  /**
   * Starts a run, whether or not anybody will read it.
   * @throws TooManySessionsError - When `maxSessions` run already, or the registry is closed.
   */
  start({providers, warnings = [], ...request}: SessionRequest): Session {
    const {maxSessions, frameMs, graceMs, createLog, onEvent, onError} = this.#options;
    if (this.#closed) throw new TooManySessionsError('Cannot start a session: the server is shutting down');
    if (this.running >= maxSessions) throw new TooManySessionsError(`Cannot start a session: ${maxSessions} run already`);
    const id = createSessionId();
    const ref = toRef(id);
    const session = new Session({id, ref, feed: new SessionFeed(createLog(id), frameMs), graceMs});
    this.#sessions.set(id, session);
    this.#shares.set(toShareId(id), id);
    const asked: QuestionAsked = {type: 'question-asked', ...request, ref};
    const start: RunStart = {question: asked.question, models: asked.models, providers, warnings};
    session.start(
      recordRun(this.#answer(asked), start, session.stop$, (error) => onError?.(ref, error)).pipe(
        tap((event) => onEvent?.(ref, event)),
        finalize(() => this.#onEnd(id)),
      ),
    );
    return session;
  }

  /** The session of an id or share id, `expired` when it was one, undefined when it never was. */
  find(id: string): Session | 'expired' | undefined {
    return this.#sessions.get(this.#shares.get(id) ?? id) ?? (this.#expired.has(toRef(id)) ? 'expired' : undefined);
  }

  /** Keeps what a reader thought with the session. */
  addFeedback(session: Session, feedback: Feedback): void {
    session.addFeedback(feedback);
  }

  /** Stops every run and takes no more; their readers still get the end. */
  close(): void {
    this.#closed = true;
    for (const session of this.#sessions.values()) session.stop('shutdown');
    this.#sweep?.unsubscribe();
  }

  #onEnd(id: string): void {
    this.#ended.set(id, asyncScheduler.now() + this.#options.retentionMs);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= this.#options.maxEnded) break;
      this.#expire(oldest);
    }
    this.#scheduleSweep();
  }

  #scheduleSweep(): void {
    this.#sweep?.unsubscribe();
    const [next] = this.#ended.values();
    if (next === undefined || this.#closed) return;
    this.#sweep = asyncScheduler.schedule(() => this.#expireDue(), Math.min(LONGEST_TIMER_MS, Math.max(0, next - asyncScheduler.now())));
  }

  #expireDue(): void {
    const now = asyncScheduler.now();
    for (const [id, at] of this.#ended) {
      if (at > now) break;
      this.#expire(id);
    }
    this.#scheduleSweep();
  }

  #expire(id: string): void {
    this.#ended.delete(id);
    this.#sessions.delete(id);
    const shareId = toShareId(id);
    this.#shares.delete(shareId);
    this.#expired.add(toRef(id)).add(toRef(shareId));
    for (const oldest of this.#expired) {
      if (this.#expired.size <= REMEMBERED_EXPIRED) break;
      this.#expired.delete(oldest);
    }
  }
}
