/** client/store - tells who listens of changes: once per painted frame, and of text that streams in the less often the faster it comes. */
import {isDelta} from '../../shared/delta-event.ts';
import {FrameBatch, type FrameBatchOptions, type Patience} from './frame-batch.ts';
import type {SessionNews} from './session-connection.ts';

/** Text that streams in is told in every other frame of 60 a second, in milliseconds. */
const TEXT_MS = 25;
/** When more new text than this is told at once, in characters, nobody reads along: it is told in every third frame, in milliseconds. */
const FAST = 25;
const FAST_MS = 40;
/** The same of a burst. */
const BURST = 350;
const BURST_MS = 100;
/** The same where nobody looks, in milliseconds: there it is not drawn more often either. */
const UNSEEN_MS = 500;
/** A burst, and what nobody sees, is told half as often where it comes more slowly than this, in characters a millisecond: what each tell and each drawing cost is then paid for as much text. */
const PLENTY = 16;

/** Who listens, and when they are told. */
export class TellPace {
  readonly #listeners = new Set<() => void>();
  readonly #reads = new Set<() => void>();
  #isReading = false;
  readonly #batch: FrameBatch;
  readonly #isSeen: () => boolean;
  /** How much text the last call told of, and how much has come since, in characters. */
  #told = 0;
  #untold = 0;

  /** @param isSeen - Whether somebody looks at where text comes in. @defaultValue always */
  constructor(isSeen = (): boolean => true, options?: FrameBatchOptions) {
    this.#isSeen = isSeen;
    this.#batch = new FrameBatch(() => {
      this.read();
      this.#told = this.#untold;
      this.#untold = 0;
      for (const listener of [...this.#listeners]) listener();
    }, options);
  }

  /** Calls `listener` after changes, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.read();
      this.#batch.cancel();
    };
  }

  /** Calls `read` before anyone is told, until the returned function is called: what waits is read then. */
  readonly beforeTelling = (read: () => void): (() => void) => {
    this.#reads.add(read);
    return () => this.#reads.delete(read);
  };

  /** Has all read what waits. */
  read(): void {
    this.#isReading = true;
    for (const read of this.#reads) read();
    this.#isReading = false;
  }

  /** Something changed: it is told in the next frame. Text may wait for more of it, or for something that can't. */
  tell(news?: SessionNews): void {
    if (news?.kind !== 'event' || !isDelta(news.event)) {
      this.#batch.request();
      return;
    }
    this.#untold += news.event.text.length;
    if (!this.#isReading) this.#batch.request(this.#patienceMs);
  }

  /** As what was told last, or what has come since, if that is more. */
  readonly #patienceMs: Patience = (sinceMs) => {
    const isSeen = this.#isSeen();
    const toldMs = isSeen ? paceOf(this.#told) : UNSEEN_MS;
    if (sinceMs < toldMs) return toldMs;
    this.read();
    const ms = isSeen ? paceOf(this.#untold) : UNSEEN_MS;
    return Math.max(toldMs, ms < BURST_MS || this.#untold > PLENTY * ms ? ms : 2 * ms);
  };
}

const paceOf = (length: number): number => (length > BURST ? BURST_MS : length > FAST ? FAST_MS : TEXT_MS);
