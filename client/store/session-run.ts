/** client/store - one asked question, from the POST to the last event: knows its id and how far it was read. */
import {catchError, concat, defer, EMPTY, ignoreElements, Observable, of, switchMap, takeWhile, throwError} from 'rxjs';
import type {AskRequest} from '../../shared/ask-request.ts';
import {type Api, isGone} from './api.ts';
import {AskError} from './ask-error.ts';
import {nextTry} from './just-back.ts';
import type {Run} from './run.ts';
import {type FollowOptions, followSession, type SessionNews} from './session-connection.ts';
import {whyNot} from './why-not.ts';

/** Options for {@link SessionRun}. */
export interface SessionRunOptions extends FollowOptions {
  /** The session's, when the question has been asked already. */
  readonly id?: string | undefined;
  /** The same, when it was sent a moment ago. */
  readonly posted?: Promise<string> | undefined;
  /** When the run before is stopped. A question that follows it waits for that, but not for ever. */
  readonly left?: Promise<void> | undefined;
}

/** Longest wait for the end of the run before, and the one wait after a server has said that it still runs; in milliseconds. */
const WAIT_MS = {stop: 3_000, again: 500} as const;

/** A run on the server, as its reader. */
export class SessionRun implements Run {
  readonly request: AskRequest;
  readonly #api: Api;
  readonly #options: FollowOptions;
  readonly #left: Promise<void> | undefined;
  #isReading = true;
  #tellReading: (isReading: boolean) => void = () => undefined;
  #posted: Promise<string> | undefined;
  #sent: Promise<string> | undefined;
  #id: string | undefined;
  readonly #cursor = {after: 0};

  constructor(api: Api, request: AskRequest, {id, posted, left, ...options}: SessionRunOptions = {}) {
    this.#api = api;
    this.request = request;
    this.#options = options;
    this.#left = left;
    this.#sent = posted;
    if (id !== undefined) this.#posted = Promise.resolve(id);
  }

  /** The session's id, once the server has given one. */
  get id(): string | undefined {
    return this.#id;
  }

  /**
   * Asks and follows; completes after `session-end`. The question is asked once: subscribing again goes on after the last event seen.
   * Where the device is offline it is asked as soon as it is back.
   * @throws AskError - When it could not be asked or followed.
   */
  readonly news$: Observable<SessionNews> = defer(() => this.#post()).pipe(
    switchMap((id) => this.#reading().pipe(switchMap((isReading) => (isReading ? this.#follow(id) : EMPTY)))),
    takeWhile((news) => news.kind !== 'event' || news.event.type !== 'session-end', true),
    catchError((error: unknown, again$) => {
      if (!(error instanceof AskError) || error.code !== 'offline') return throwError(() => error);
      this.#posted = undefined;
      return concat(of<SessionNews>({kind: 'connection', state: 'offline'}), defer(nextTry).pipe(ignoreElements()), again$);
    }),
  );

  /** Lets go of the stream; the run goes on without us for the server's grace period. */
  pause(): void {
    this.#read(false);
  }

  /** Reads on where it was paused. */
  resume(): void {
    this.#read(true);
  }

  /** Stops the run on the server, as soon as it has an id. @throws AskError - `offline` while it waits to be asked. */
  async stop(): Promise<void> {
    if (!this.#posted) throw new AskError('offline');
    const id = await this.#posted.catch(() => undefined);
    if (id !== undefined) await this.#api.stop(id);
  }

  /** Stops one model's answer. */
  async stopAnswer(model: string): Promise<void> {
    if (this.#id !== undefined) await this.#api.stopAnswer(this.#id, model);
  }

  #read(isReading: boolean): void {
    if (isReading === this.#isReading) return;
    this.#isReading = isReading;
    this.#tellReading(isReading);
  }

  /** Whether it is to be read: now, and each time that this changes. */
  #reading(): Observable<boolean> {
    return new Observable((subscriber) => {
      this.#tellReading = (isReading) => subscriber.next(isReading);
      subscriber.next(this.#isReading);
    });
  }

  async #post(): Promise<string> {
    this.#posted ??= (this.#sent ?? this.#ask()).catch((error: unknown) => this.#explain(error));
    this.#sent = undefined;
    return (this.#id = await this.#posted);
  }

  /** A conversation that the server has forgotten goes on without what was said before; one that it has not stopped yet is asked to go on once more. */
  async #ask(): Promise<string> {
    const {parent, ...alone} = this.request;
    if (parent === undefined) return await this.#api.ask(alone);
    await Promise.race([this.#left, wait(WAIT_MS.stop)]);
    try {
      return await this.#api.ask(this.request);
    } catch (error) {
      if (isGone(error)) return await this.#api.ask(alone);
      if (!(error instanceof AskError) || error.code !== 'parent-running') throw error;
      await wait(WAIT_MS.again);
      return await this.#api.ask(this.request);
    }
  }

  /** A page that another origin does not let ask is told so, and not that there is no network. The script is what a server gives to every page. */
  async #explain(error: unknown): Promise<never> {
    const code = error instanceof AskError && error.code === 'network' ? await whyNot(`${this.#api.base}/llm-window.js`) : 'network';
    throw code === 'network' ? error : new AskError(code, {cause: error});
  }

  #follow(id: string): Observable<SessionNews> {
    const address = {eventsUrl: (after: number) => this.#api.eventsUrl(id, after), check: (after: number) => this.#api.check(id, after)};
    return followSession(address, {...this.#options, cursor: this.#cursor});
  }
}

const wait = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));
