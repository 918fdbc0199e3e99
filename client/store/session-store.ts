/** client/store - the state of one window: folds a session's events, and asks, stops, retries and clears. Needs no element. */
import {catchError, defer, ignoreElements, merge, of, Subscription, take, timer} from 'rxjs';
import type {AskRequest} from '../../shared/ask-request.ts';
import {lengthOf, MAX_QUESTION_LENGTH} from '../../shared/max-question-length.ts';
import {reduceSession} from '../../shared/reduce-session.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {Api, type ApiOptions} from './api.ts';
import {AskError} from './ask-error.ts';
import {closeLocally} from './close-locally.ts';
import {FrameBatch, type FrameBatchOptions} from './frame-batch.ts';
import type {ConnectionState, FollowOptions, SessionNews} from './session-connection.ts';
import {SessionRun} from './session-run.ts';

/** Where a window is with its question. */
export type Phase = 'empty' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';

/** Options for {@link SessionStore}. */
export interface SessionStoreOptions {
  readonly follow?: FollowOptions;
  readonly batch?: FrameBatchOptions;
  /** How long a stopped run may take to say its own end, in milliseconds; then it is closed here. @defaultValue 3_000 */
  readonly stopMs?: number;
}

/** The state of one window. Listeners are called at most once per painted frame. */
export class SessionStore {
  readonly #options: SessionStoreOptions;
  readonly #listeners = new Set<() => void>();
  readonly #batch: FrameBatch;
  #reading = new Subscription();
  #run: SessionRun | undefined;
  #state = emptySession;
  /** The state before it was closed here for want of a connection. */
  #interrupted = emptySession;
  #connection: ConnectionState | 'idle' = 'idle';
  #error: AskError | undefined;
  #phase: Phase = 'empty';
  #askedAt = 0;
  #asked = 0;

  constructor(options: SessionStoreOptions = {}) {
    this.#options = options;
    this.#batch = new FrameBatch(() => {
      for (const listener of [...this.#listeners]) listener();
    }, options.batch);
  }

  /** What the events so far add up to. Before the first one it already holds the question. */
  get state(): SessionState {
    return this.#state;
  }

  /** How the connection is; `idle` when none is needed. */
  get connection(): ConnectionState | 'idle' {
    return this.#connection;
  }

  /** Why the question failed as a whole; set in phase `failed`. */
  get error(): AskError | undefined {
    return this.#error;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** How many questions were asked here; tells one run from the next. */
  get asked(): number {
    return this.#asked;
  }

  /** The session's id, once the server has given one. */
  get sessionId(): string | undefined {
    return this.#run?.id;
  }

  /** Calls `listener` after changes, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#batch.cancel();
    };
  }

  /** Asks a question; what was running is stopped. Failures become phase `failed`, never an exception. */
  ask(request: AskRequest, api: ApiOptions): void {
    this.#begin(request, api);
  }

  /** Takes up a session that was asked for elsewhere: by this page before it was loaded again. Reads it from its beginning. */
  adopt(id: string, request: AskRequest, api: ApiOptions): void {
    this.#begin(request, api, id);
  }

  /** Stops the run, keeping what was written. */
  stop(): void {
    const run = this.#run;
    if (!run || this.#phase !== 'running') return;
    this.#phase = 'stopping';
    this.#batch.request();
    const {stopMs = 3_000} = this.#options;
    // The run's own end comes over the stream; this is for when it can't.
    const refused$ = defer(() => run.stop()).pipe(ignoreElements(), catchError(() => of(undefined)));
    this.#reading.add(merge(timer(stopMs), refused$).pipe(take(1)).subscribe(() => this.#close('stopped', 'stopped')));
  }

  /** Whether {@link resume} can go on with a run whose connection was lost for good. */
  get resumable(): boolean {
    return this.#error?.code === 'connection-lost' && this.#run?.id !== undefined;
  }

  /** Goes on reading a {@link resumable} run after the last event seen. */
  resume(): void {
    const run = this.#run;
    if (!run || !this.resumable) return;
    this.#state = this.#interrupted;
    this.#error = undefined;
    this.#phase = 'running';
    this.#batch.request();
    this.#read(run);
  }

  /** Forgets the question and its answer; what was running is stopped. */
  clear(): void {
    this.#leave();
    this.#become(emptySession, 'empty');
  }

  /** Lets go of the connection, for a window that nobody sees. */
  detach(): void {
    this.#run?.pause();
  }

  /** Takes the connection up again where it was left. */
  attach(): void {
    this.#run?.resume();
  }

  #begin(request: AskRequest, api: ApiOptions, id?: string): void {
    this.#leave();
    this.#askedAt = performance.now();
    this.#asked += 1;
    this.#become({...emptySession, question: request.question}, 'running');
    try {
      if (lengthOf(request.question) > MAX_QUESTION_LENGTH) throw new AskError('question-too-long');
      this.#run = new SessionRun(new Api(api), request, this.#options.follow, id);
      this.#read(this.#run);
    } catch (error) {
      this.#fail(error);
    }
  }

  #read(run: SessionRun): void {
    this.#reading = run.news$.subscribe({next: (news) => this.#take(news), error: (error: unknown) => this.#fail(error)});
  }

  #take(news: SessionNews): void {
    if (news.kind === 'connection') {
      if (news.state === this.#connection) return;
      this.#connection = news.state;
    } else {
      this.#state = reduceSession(this.#state, news.event);
      if (news.event.type === 'session-end') this.#end(news.event.outcome, news.event.code);
    }
    this.#batch.request();
  }

  #end(outcome: 'done' | 'stopped' | 'failed', code: string | undefined): void {
    this.#phase = outcome;
    this.#connection = 'idle';
    if (outcome === 'failed') this.#error = new AskError(code ?? 'run-failed');
    this.#reading.unsubscribe();
  }

  #fail(error: unknown): void {
    const failure = error instanceof AskError ? error : new AskError('run-failed', {cause: error});
    this.#interrupted = this.#state;
    this.#close('failed', failure.code, failure.message);
    this.#error = failure;
  }

  #close(outcome: 'stopped' | 'failed', code: string, message = ''): void {
    this.#state = closeLocally(this.#state, {outcome, code, message, ms: performance.now() - this.#askedAt});
    this.#end(outcome, code);
    this.#batch.request();
  }

  #become(state: SessionState, phase: Phase): void {
    this.#state = state;
    this.#phase = phase;
    this.#connection = 'idle';
    this.#error = undefined;
    this.#batch.request();
  }

  #leave(): void {
    this.#reading.unsubscribe();
    const running = this.#phase === 'running' || this.#phase === 'stopping';
    // Nobody waits for this: a run that can't be told ends by itself once it has no reader.
    if (running) this.#run?.stop().catch(() => undefined);
    this.#run = undefined;
  }
}
