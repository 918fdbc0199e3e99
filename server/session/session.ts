/** server/session - one question being answered: its run, its feed, its readers. A run outlives requests, so it is subscribed to here. */
import {asyncScheduler, type Observable, ReplaySubject, Subject, type Subscription} from 'rxjs';
import type {Feedback} from '../../shared/feedback.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {SessionState} from '../../shared/session-state.ts';
import {continueWith} from '../conversation/continue-with.ts';
import type {Turn} from '../pipeline/handoff.ts';
import {EventFold} from './event-fold.ts';
import type {StopCode} from './record-run.ts';
import type {SessionFeed} from './session-feed.ts';
import {toRefOfKey} from './session-id.ts';

/** What a session is made of. */
export interface SessionParts {
  /** Empty where only its hash is known: in a session of an earlier life. */
  readonly id: string;
  /** The id's hash, by which it is kept. */
  readonly key: string;
  /** Its share id's hash. */
  readonly shareKey: string;
  readonly feed: SessionFeed;
  /** How long it goes on with no reader, in milliseconds. */
  readonly graceMs: number;
  /** The conversation that it continues, oldest turn first; asked for when somebody continues it. @defaultValue none */
  readonly earlier?: () => readonly Turn[];
}

/** A session, from `POST` to its expiry. */
export class Session {
  readonly id: string;
  readonly key: string;
  readonly shareKey: string;
  /** What logs, traces and metrics call it. */
  readonly ref: string;
  readonly feed: SessionFeed;
  readonly #graceMs: number;
  readonly #earlier: () => readonly Turn[];
  readonly #fold: EventFold;
  readonly #stop$ = new Subject<StopCode>();
  readonly #stopAnswer$ = new ReplaySubject<string>();
  #feedback: readonly Feedback[] = [];
  #readers = 0;
  #grace: Subscription | undefined;

  constructor({id, key, shareKey, feed, graceMs, earlier = () => []}: SessionParts) {
    this.id = id;
    this.key = key;
    this.shareKey = shareKey;
    this.ref = toRefOfKey(key);
    this.#fold = new EventFold((after) => feed.readAll(after));
    this.feed = feed;
    this.#graceMs = graceMs;
    this.#earlier = earlier;
  }

  /** Emits when the run is to be cut short. */
  get stop$(): Observable<StopCode> {
    return this.#stop$.asObservable();
  }

  /** Names each model whose answer is to be cut short, also those named before. */
  get stopAnswer$(): Observable<string> {
    return this.#stopAnswer$.asObservable();
  }

  /** What its events add up to so far. */
  get state(): SessionState {
    return this.#fold.state;
  }

  /** The conversation up to and with this session: what a session that continues it is told. */
  get turns(): readonly Turn[] {
    return continueWith(this.#earlier(), this.state);
  }

  /** Whether its run is still going. */
  get running(): boolean {
    return !this.feed.ended;
  }

  /** What its reader thought: one verdict on each model, and one on the whole. */
  get feedback(): readonly Feedback[] {
    return this.#feedback;
  }

  /** Keeps a verdict; an earlier one on the same model gives way. */
  addFeedback(feedback: Feedback): void {
    this.#feedback = [...this.#feedback.filter(({model}) => model !== feedback.model), feedback];
  }

  /** Begins the run; the grace period begins with it. */
  start(event$: Observable<SessionEvent>): void {
    this.#waitForReader();
    event$.subscribe((event) => {
      if (event.type === 'session-end') this.#grace?.unsubscribe();
      this.feed.append(event);
    });
  }

  /** Cuts the run short, in this turn; nothing happens when it has ended. */
  stop(code: StopCode): void {
    if (this.running) this.#stop$.next(code);
  }

  /**
   * Cuts one model's answer short, in this turn; the others go on. Nothing happens when it has ended.
   * @returns Whether the model has a part in this session.
   */
  stopAnswer(model: string): boolean {
    const {models, answers} = this.state;
    const answer = answers.find((one) => one.model === model);
    if (!answer && !models.includes(model)) return false;
    if (this.running && (answer?.status ?? 'running') === 'running') this.#stopAnswer$.next(model);
    return true;
  }

  /** Counts a reader in; the returned function counts it out, once. */
  attach(): () => void {
    this.#readers += 1;
    this.#grace?.unsubscribe();
    let attached = true;
    return () => {
      if (!attached) return;
      attached = false;
      this.#readers -= 1;
      if (this.#readers === 0) this.#waitForReader();
    };
  }

  #waitForReader(): void {
    this.#grace?.unsubscribe();
    if (this.running) this.#grace = asyncScheduler.schedule(() => this.stop('abandoned'), this.#graceMs);
  }
}
