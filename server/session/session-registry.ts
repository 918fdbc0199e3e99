/** server/session - all sessions of this process: start, find, stop, expire. */
import {asyncScheduler, catchError, defer, tap} from 'rxjs';
import type {Feedback} from '../../shared/feedback.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {AnswerQuestion} from '../pipeline/answer-question.ts';
import type {QuestionAsked} from '../pipeline/handoff.ts';
import {endBroken} from './end-broken.ts';
import {frameLength} from './frame-length.ts';
import {recordRun, type RunStart} from './record-run.ts';
import {restoreSession} from './restore-session.ts';
import {Session} from './session.ts';
import {SessionFeed} from './session-feed.ts';
import {createSessionId, toKey, toShareId} from './session-id.ts';
import type {SessionHistory} from './session-history.ts';
import type {CreateSessionLog} from './session-log.ts';

/** How many, and for how long. */
export interface SessionRegistryOptions {
  /** Running at once. */
  readonly maxSessions: number;
  /** Ended ones kept in memory; past it the oldest expire, or are found in the history again. */
  readonly maxEnded: number;
  /** How long a run goes on with no reader, in milliseconds. */
  readonly graceMs: number;
  /** How long an ended session can be read, in milliseconds. */
  readonly retentionMs: number;
  /** Shortest time between two frames of text while few sessions run, in milliseconds. */
  readonly frameMs: number;
  readonly createLog: CreateSessionLog;
  /** Where sessions outlive the process. @defaultValue nowhere */
  readonly history?: SessionHistory | undefined;
  /** Hears every event of every session, by `ref`: metrics and logs are folded from it. */
  readonly onEvent?: (ref: string, event: SessionEvent) => void;
  /** Hears errors that no stage turned into an event. */
  readonly onError?: (ref: string, error: unknown) => void;
}

/** As many sessions run as may. */
export class TooManySessionsError extends Error {
  override readonly name = 'TooManySessionsError';
}

/** What a question needs to become a session: all but what the registry gives. */
export type SessionRequest = Omit<QuestionAsked, 'ref' | 'type' | 'stopAnswer$'> & Omit<RunStart, 'question' | 'models'>;

/** How many expired ids are remembered, to tell 410 from 404. */
const REMEMBERED_EXPIRED = 10_000;

/** Timers of more than 2^31 ms fire at once. */
const LONGEST_TIMER_MS = 3_600_000;

/** The sessions of one process. */
export class SessionRegistry {
  readonly #answer: AnswerQuestion;
  readonly #options: SessionRegistryOptions;
  /** By key. */
  readonly #sessions = new Map<string, Session>();
  /** Keys of sessions by their share ids' keys. */
  readonly #shares = new Map<string, string>();
  /** Keys of ended sessions in the order of their end, with the time at which each expires. */
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

  /** Shortest time between two frames of text now, in milliseconds. */
  get frameMs(): number {
    return frameLength(this.#options.frameMs, this.running);
  }

  /**
   * Starts a run, whether or not anybody will read it.
   * @throws TooManySessionsError - When `maxSessions` run already, or the registry is closed.
   */
  start({providers, parent, warnings = [], ...request}: SessionRequest): Session {
    const {maxSessions, graceMs, createLog, onEvent, onError} = this.#options;
    if (this.#closed) throw new TooManySessionsError('Cannot start a session: the server is shutting down');
    if (this.running >= maxSessions) throw new TooManySessionsError(`Cannot start a session: ${maxSessions} run already`);
    const id = createSessionId();
    const key = toKey(id);
    const session = new Session({id, key, shareKey: toKey(toShareId(id)), feed: new SessionFeed(createLog(id), () => this.frameMs), graceMs, earlier: () => request.earlier ?? []});
    const {ref} = session;
    this.#hold(session);
    const asked: QuestionAsked = {type: 'question-asked', ...request, ref, stopAnswer$: session.stopAnswer$};
    const start: RunStart = {question: asked.question, models: asked.models, providers, warnings, ...(parent !== undefined && {parent})};
    const fail = (error: unknown) => onError?.(ref, error);
    const tell = (event: SessionEvent) => {
      // Whoever listens keeps no session from going on.
      try {
        onEvent?.(ref, event);
      } catch (error) {
        fail(error);
      }
    };
    session.start(
      recordRun(defer(() => this.#answer(asked)), start, session.stop$, fail).pipe(
        catchError((error: unknown) => {
          fail(error);
          return endBroken(session.state);
        }),
        tap({next: tell, finalize: () => this.#keepEnded(session, this.#options.retentionMs)}),
      ),
    );
    return session;
  }

  /** The session of an id or share id, `expired` when it was one, undefined when it never was. */
  find(id: string): Session | 'expired' | undefined {
    const key = toKey(id);
    const here = this.#sessions.get(this.#shares.get(key) ?? key);
    if (here && (this.#ended.get(here.key) ?? Infinity) <= asyncScheduler.now()) this.#expire(here);
    else if (here) return here;
    if (this.#expired.has(key)) return 'expired';
    const {history} = this.#options;
    const kept = history?.find(id);
    if (!history || kept === undefined) return undefined;
    if (kept === 'expired') return kept;
    const session = restoreSession(kept, (ref) => history.findByRef(ref));
    this.#hold(session);
    this.#keepEnded(session, kept.endedAt + this.#options.retentionMs - Date.now());
    return session;
  }

  /** Keeps what a reader thought with the session. */
  addFeedback(session: Session, feedback: Feedback): void {
    session.addFeedback(feedback);
    this.#options.history?.keepFeedback(session.key, session.feedback);
  }

  /** Takes no more; what runs goes on. */
  drain(): void {
    this.#closed = true;
  }

  /** Stops every run and takes no more; their readers still get the end. */
  close(): void {
    this.#closed = true;
    for (const session of this.#sessions.values()) session.stop('shutdown');
    this.#sweep?.unsubscribe();
  }

  #hold(session: Session): void {
    this.#sessions.set(session.key, session);
    this.#shares.set(session.shareKey, session.key);
  }

  #keepEnded({key}: Session, retentionMs: number): void {
    this.#ended.set(key, asyncScheduler.now() + retentionMs);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= this.#options.maxEnded) break;
      const session = this.#sessions.get(oldest);
      if (!session) continue;
      if (this.#options.history) this.#forget(session);
      else this.#expire(session);
    }
    this.#scheduleSweep();
  }

  #scheduleSweep(): void {
    this.#sweep?.unsubscribe();
    const [next] = this.#ended.values();
    if (next === undefined || this.#closed) return;
    this.#sweep = asyncScheduler.schedule(() => this.#expireDue(), Math.min(LONGEST_TIMER_MS, Math.max(0, next - asyncScheduler.now())));
  }

  /** Restored sessions are due earlier than their place says; those are also looked at when they are asked for. */
  #expireDue(): void {
    const now = asyncScheduler.now();
    for (const [key, at] of this.#ended) {
      const session = this.#sessions.get(key);
      if (at > now) break;
      if (session) this.#expire(session);
    }
    this.#scheduleSweep();
  }

  #expire(session: Session): void {
    this.#forget(session);
    this.#expired.add(session.key).add(session.shareKey);
    for (const oldest of this.#expired) {
      if (this.#expired.size <= REMEMBERED_EXPIRED) break;
      this.#expired.delete(oldest);
    }
  }

  #forget({key, shareKey}: Session): void {
    this.#ended.delete(key);
    this.#sessions.delete(key);
    this.#shares.delete(shareKey);
  }
}
