/** client/store - the state of one window: folds a session's events, and asks, stops, retries and clears. Needs no element. */
import type {AskRequest} from '../../shared/ask-request.ts';
import {lengthOf, MAX_QUESTION_LENGTH} from '../../shared/max-question-length.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {Api, type ApiOptions} from './api.ts';
import {AskError} from './ask-error.ts';
import {EarlyAsk} from './early-ask.ts';
import {closeLocally} from './close-locally.ts';
import type {FrameBatchOptions} from './frame-batch.ts';
import type {ConnectionState, FollowOptions, SessionNews} from './session-connection.ts';
import {type Answering, answeringIfLoaded, loadAnswering, type Run} from './answering-module.ts';
import {stopRun} from './stop-run.ts';
import {TellPace} from './tell-pace.ts';
import type {Phase} from './turn.ts';

/** Options for {@link SessionStore}. */
export interface SessionStoreOptions {
  readonly follow?: FollowOptions;
  /** Whether somebody looks at where text comes in; else they are told of it less often. @defaultValue always */
  readonly isSeen?: () => boolean;
  readonly batch?: FrameBatchOptions;
  /** How long a stopped run may take to say its own end, in milliseconds; then it is closed here. @defaultValue 3_000 */
  readonly stopMs?: number;
}

/** The state of one window. Listeners are called at most once per painted frame. */
export class SessionStore {
  readonly #options: SessionStoreOptions;
  readonly #pace: TellPace;
  /** Ends the reading of the run; it is another one for each run. */
  #leaving = new AbortController();
  #isAttached = true;
  #run: Run | undefined;
  /** Stands in for the run until what follows it is there. */
  #early: EarlyAsk | undefined;
  #state = emptySession;
  #fold: Answering['reduceSession'] = (state) => state;
  /** The state before it was closed here for want of a connection. */
  #interrupted = emptySession;
  #connection: ConnectionState | 'idle' = 'idle';
  #error: AskError | undefined;
  #phase: Phase = 'empty';
  #askedAt = 0;
  #asked = 0;

  constructor(options: SessionStoreOptions = {}) {
    this.#options = options;
    this.#pace = new TellPace(options.isSeen, options.batch);
  }

  /** What the events so far add up to. Before the first one it already holds the question. */
  get state(): SessionState {
    this.#pace.read();
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
    return this.#pace.subscribe(listener);
  }

  /**
   * Asks a question; what was running is stopped. Failures become phase `failed`, never an exception.
   * @param before - The questions that it follows, for servers that know no sessions.
   * @param id - The session's, where it was asked for already. It is read from its beginning.
   */
  ask(request: AskRequest, api: ApiOptions, before: readonly SessionState[] = [], id?: string): void {
    const left = this.#leave();
    this.#leaving = new AbortController();
    this.#askedAt = performance.now();
    this.#asked += 1;
    this.#become({...emptySession, question: request.question}, 'running');
    try {
      if (lengthOf(request.question) > MAX_QUESTION_LENGTH) throw new AskError('question-too-long');
      const server = new Api(api);
      const start = ({reduceSession, startRun}: Answering): void => {
        this.#fold = reduceSession;
        this.#run = startRun({api, request, follow: {...this.#options.follow, beforeLook: this.#pace.beforeTelling}, id, posted: this.#early?.posted, before, left});
        this.#early = undefined;
        if (!this.#isAttached) this.#run.pause();
        this.#read(this.#run);
      };
      const present = answeringIfLoaded();
      if (present) {
        start(present);
        return;
      }
      // A follow-up may have to wait for the end of what it follows: the run knows how.
      if (!(api.protocol ?? id ?? request.parent) && navigator.onLine) this.#early = new EarlyAsk(server, request);
      this.#later(start);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Stops the run, keeping what was written. */
  stop(): void {
    if (this.#phase !== 'running') return;
    const run = this.#run;
    if (!run) {
      void this.#forsake();
      this.#close('stopped', 'stopped');
      return;
    }
    this.#phase = 'stopping';
    this.#pace.tell();
    stopRun(run, this.#leaving.signal, () => this.#close('stopped', 'stopped'), this.#options.stopMs ?? 3_000);
  }

  /** Stops one model's answer; the others go on. Rejects when the server could not be told. */
  async stopAnswer(model: string): Promise<void> {
    await this.#run?.stopAnswer(model);
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
    this.#pace.tell();
    this.#read(run);
  }

  /** Forgets the question and its answer; what was running is stopped. */
  clear(): void {
    void this.#leave();
    this.#become(emptySession, 'empty');
  }

  /** Lets go of the connection, for a window that nobody sees. */
  detach(): void {
    this.#isAttached = false;
    this.#run?.pause();
  }

  /** Takes the connection up again where it was left. */
  attach(): void {
    this.#isAttached = true;
    this.#run?.resume();
  }

  /** What follows a run is fetched with the first question. */
  #later(start: (answering: Answering) => void): void {
    const {signal} = this.#leaving;
    if (!navigator.onLine) this.#connection = 'offline';
    loadAnswering().then(
      (answering) => {
        if (!signal.aborted) start(answering);
      },
      (cause: unknown) => {
        if (signal.aborted) return;
        void this.#forsake();
        this.#fail(new AskError('load-failed', {cause}));
      },
    );
  }

  #read(run: Run): void {
    this.#leaving = new AbortController();
    const reading = run.news$.subscribe({next: (news) => this.#take(news), error: (error: unknown) => this.#fail(error)});
    this.#leaving.signal.addEventListener('abort', () => reading.unsubscribe());
    if (this.#phase !== 'running') this.#leaving.abort(); // it ended at once
  }

  #take(news: SessionNews): void {
    if (news.kind === 'connection') {
      if (news.state === this.#connection) return;
      this.#connection = news.state;
    } else {
      const before = news.again ? {...emptySession, question: this.#state.question} : this.#state;
      this.#state = this.#fold(before, news.event);
      if (news.event.type === 'session-end') this.#end(news.event.outcome, news.event.code);
    }
    this.#pace.tell(news);
  }

  #end(outcome: 'done' | 'stopped' | 'failed', code: string | undefined): void {
    this.#phase = outcome;
    this.#connection = 'idle';
    if (outcome === 'failed') this.#error = new AskError(code ?? 'run-failed');
    this.#leaving.abort();
  }

  #fail(error: unknown): void {
    const failure = error instanceof AskError ? error : new AskError('run-failed', {cause: error});
    this.#interrupted = this.#state;
    this.#close('failed', failure.code, failure.message);
    this.#error = failure;
  }

  #close(outcome: 'stopped' | 'failed', code: string, message = ''): void {
    this.#state = closeLocally(this.state, {outcome, code, message, ms: performance.now() - this.#askedAt});
    this.#end(outcome, code);
    this.#pace.tell();
  }

  #become(state: SessionState, phase: Phase): void {
    this.#state = state;
    this.#phase = phase;
    this.#connection = 'idle';
    this.#error = undefined;
    this.#pace.tell();
  }

  /** Nobody is going to follow what was sent early. */
  #forsake(): Promise<void> | undefined {
    const early = this.#early;
    this.#early = undefined;
    return early?.stop();
  }

  /** @returns When the server has stopped what was running. A run that can't be told ends by itself once it has no reader. */
  #leave(): Promise<void> | undefined {
    this.#leaving.abort();
    const running = this.#phase === 'running' || this.#phase === 'stopping';
    const left = running ? this.#run?.stop().catch(() => undefined) : undefined;
    this.#run = undefined;
    return left ?? this.#forsake();
  }
}
