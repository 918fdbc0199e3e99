/** server/search - lets requests out as fast as their provider allows, and no faster. One for each key, shared by all sessions. */
import {asyncScheduler, defer, Observable, type Subscriber, Subscription} from 'rxjs';
import {quotaUsedUpForMs, type RateWindow, type ShortWindow, shortWindows, usedUpForMs} from './rate-limit.ts';
import type {ProviderState, SearchNotice} from './search-provider.ts';
import {SentRequests} from './sent-requests.ts';

/** Options for {@link RequestScheduler}. */
export interface RequestSchedulerOptions {
  /** What a request that waited for too long fails with. */
  readonly tooLong: (waitedMs: number) => Error;
  /** What requests fail with while the quota is used up. */
  readonly usedUp: () => Error;
  /** Longest wait for a turn, in milliseconds. @defaultValue 60_000 */
  readonly maxWaitMs?: number;
  /** Added to each window, in milliseconds: clocks and timers are not exact. @defaultValue 10 */
  readonly marginMs?: number;
  /** The window that is taken for granted when the provider refuses a request without a word on its limits, in milliseconds. @defaultValue 1_000 */
  readonly usualWindowMs?: number;
}

/** A request that is let out; tells what came of it. What is never told counts as sent. */
export interface Turn {
  /** The provider answered, and told these windows. */
  answered(windows: readonly RateWindow[]): void;
  /** It refused the request for now. @param retryAfterMs - When it may be asked again, if it said so. */
  limited(windows: readonly RateWindow[], retryAfterMs?: number): void;
  /** It refused the request since the quota is used up. */
  usedUp(): void;
}

interface Waiter {
  readonly grant: () => void;
  readonly fail: (error: Error) => void;
}

/** A used-up quota is looked at again after this long, in milliseconds: plans change. */
const RECHECK_MS = 60_000;

/**
 * Queues requests: lower variants first, first come first served within one.
 *
 * ```text
 * limit 1 per ----, three requests at once, each answered after --:
 * one:    --a|
 * other:  w------t--b|        w  wait, t  turn: notices
 * third:  w------------t--c|  a window after the answer before
 * ```
 *
 * Until the first answer tells the limits, one request is under way at a time. A waiter that is left is dropped at once.
 */
export class RequestScheduler {
  readonly #options: Required<RequestSchedulerOptions>;
  readonly #sent = new SentRequests();
  readonly #waiting = new Map<number, Set<Waiter>>();
  #windows: readonly ShortWindow[] | undefined;
  #pausedUntil = 0;
  #usedUpUntil = 0;
  #wake = Subscription.EMPTY;
  #dispatching = false;

  constructor(options: RequestSchedulerOptions) {
    this.#options = {maxWaitMs: 60_000, marginMs: 10, usualWindowMs: 1_000, ...options};
  }

  /** How it fares now. */
  get state(): ProviderState {
    const now = asyncScheduler.now();
    const waiting = [...this.#waiting.values()].reduce((sum, {size}) => sum + size, 0);
    return {status: now < this.#usedUpUntil ? 'quota-exhausted' : now < this.#pausedUntil ? 'rate-limited' : 'ok', waiting};
  }

  /**
   * Waits for a turn, then calls. Notices come only where there was a wait.
   * @param variant - From 0; lower ones go first.
   */
  schedule<T>(variant: number, call: (turn: Turn) => Observable<T>): Observable<T | SearchNotice> {
    return new Observable((subscriber) => {
      if (asyncScheduler.now() < this.#usedUpUntil) {
        subscriber.error(this.#options.usedUp());
        return;
      }
      let waits = false;
      const waiter: Waiter = {
        grant: () => {
          dropped.unsubscribe();
          if (waits) subscriber.next({notice: 'turn'});
          this.#callNow(call, subscriber);
        },
        fail: (error) => subscriber.error(error),
      };
      const dropped = this.#enqueue(variant, waiter);
      subscriber.add(dropped);
      this.#dispatch();
      if (dropped.closed) return;
      waits = true;
      subscriber.next({notice: 'wait', waitMs: this.#estimateMs(variant), reason: 'rate-limit'});
      const {maxWaitMs, tooLong} = this.#options;
      dropped.add(asyncScheduler.schedule(() => subscriber.error(tooLong(maxWaitMs)), maxWaitMs));
    });
  }

  #enqueue(variant: number, waiter: Waiter): Subscription {
    const queue = this.#waiting.get(variant) ?? new Set();
    this.#waiting.set(variant, queue.add(waiter));
    return new Subscription(() => {
      queue.delete(waiter);
      if (queue.size === 0 && this.#waiting.get(variant) === queue) this.#waiting.delete(variant);
    });
  }

  #callNow<T>(call: (turn: Turn) => Observable<T>, subscriber: Subscriber<T | SearchNotice>): void {
    this.#sent.begin();
    let isOpen = true;
    const settle = (learn: (now: number) => void) => {
      const now = asyncScheduler.now();
      if (isOpen) this.#sent.end(now);
      isOpen = false;
      learn(now);
      this.#dispatch();
    };
    const turn: Turn = {
      answered: (windows) => settle((now) => this.#learn(windows, now)),
      limited: (windows, retryAfterMs) => settle((now) => this.#pause(windows, retryAfterMs, now)),
      usedUp: () => settle((now) => this.#close(RECHECK_MS, now)),
    };
    subscriber.add(() => {
      if (isOpen) settle(() => undefined);
    });
    subscriber.add(defer(() => call(turn)).subscribe(subscriber));
  }

  #learn(windows: readonly RateWindow[], now: number): void {
    if (windows.length > 0 || !this.#windows) this.#windows = shortWindows(windows);
    const quotaMs = quotaUsedUpForMs(windows);
    if (quotaMs !== undefined) this.#close(quotaMs, now);
    // Others may use the same key: what it says is left counts, whatever we have sent.
    const pauseMs = usedUpForMs(windows);
    if (pauseMs !== undefined) this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs + this.#options.marginMs);
  }

  #pause(windows: readonly RateWindow[], retryAfterMs: number | undefined, now: number): void {
    const {usualWindowMs, marginMs} = this.#options;
    if (windows.length > 0) this.#learn(windows, now);
    // It may have told no limits before: there are some.
    if (!this.#windows?.length) this.#windows = [{limit: 1, windowMs: usualWindowMs}];
    const pauseMs = Math.min(retryAfterMs ?? usedUpForMs(windows) ?? usualWindowMs, RECHECK_MS);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs + marginMs);
  }

  #close(ms: number, now: number): void {
    this.#usedUpUntil = now + Math.min(ms, RECHECK_MS);
    const waiters = [...this.#waiting.values()].flatMap((queue) => [...queue]);
    for (const {fail} of waiters) fail(this.#options.usedUp());
  }

  /** Lets out who may go, and sleeps until the next one may. */
  #dispatch(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    this.#wake.unsubscribe();
    for (let next = this.#first(); next; next = this.#first()) {
      const now = asyncScheduler.now();
      const freeAt = this.#freeAt(now);
      if (freeAt > now) {
        if (freeAt < Infinity) this.#wake = asyncScheduler.schedule(() => this.#dispatch(), freeAt - now);
        break;
      }
      next.grant();
    }
    this.#dispatching = false;
  }

  #first(): Waiter | undefined {
    const variant = Math.min(...this.#waiting.keys());
    return this.#waiting.get(variant)?.values().next().value;
  }

  #freeAt(now: number): number {
    if (!this.#windows && this.#sent.underWay > 0) return Infinity;
    return Math.max(this.#pausedUntil, this.#sent.freeAt(this.#windows ?? [], this.#options.marginMs, now));
  }

  /** How long the last one of a variant will wait, if all before it go. */
  #estimateMs(variant: number): number {
    const {usualWindowMs, maxWaitMs} = this.#options;
    const now = asyncScheduler.now();
    const before = [...this.#waiting].reduce((sum, [other, {size}]) => (other <= variant ? sum + size : sum), -1);
    const spacingMs = this.#windows?.map(({limit, windowMs}) => windowMs / limit) ?? [usualWindowMs];
    const freeAt = this.#freeAt(now);
    const firstMs = freeAt < Infinity ? freeAt - now : Math.max(0, ...spacingMs);
    return Math.round(Math.min(maxWaitMs, firstMs + before * Math.max(0, ...spacingMs)));
  }
}
