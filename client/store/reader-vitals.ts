/**
 * client/store - measures what a reader feels of one window: when the first words of an answer are on the screen, how smoothly it streams,
 * which errors they meet, how long they stay. Knows no question, no answer and no session. Fetched only where a page asks for it.
 */
import type {Vitals} from '../../shared/vitals.ts';
import type {Turn} from './turn.ts';

/** An answer that streams for less says nothing about frames, in milliseconds. */
const LEAST_MS = 500;
/** Most codes in one report. */
const MOST_ERRORS = 20;

/** Whether the reader's browser says that nothing may be measured. */
export const browserObjects = (): boolean => navigator.doNotTrack === '1' || ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true);

/** Options for {@link ReaderVitals}. */
export interface ReaderVitalsOptions {
  /** @defaultValue the page's */
  readonly page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
  /** Milliseconds. @defaultValue `performance.now` */
  readonly now?: () => number;
}

/** One report for each answer, and one for the stay when the page is left. */
export class ReaderVitals {
  readonly #send: (vitals: Vitals) => Promise<void>;
  readonly #page: NonNullable<ReaderVitalsOptions['page']>;
  readonly #now: () => number;
  #key: number | undefined;
  #askedAt = 0;
  #firstAskedAt: number | undefined;
  #firstPaintMs: number | undefined;
  #isStreaming = false;
  /** Since the last frame: then the time up to the next one is no slowness. */
  #wasHidden = false;
  #frames = 0;
  #streamedMs = 0;
  #frame: number | undefined;

  /** @param send - Takes a report; whether it arrives is not waited for. */
  constructor(send: (vitals: Vitals) => Promise<void>, {page = document, now = () => performance.now()}: ReaderVitalsOptions = {}) {
    this.#send = send;
    this.#page = page;
    this.#now = now;
    addEventListener('pagehide', this.#onLeave);
    page.addEventListener('visibilitychange', this.#onHidden);
  }

  /** What the window shows from the next painted frame on. */
  see({key, phase, state, error}: Turn): void {
    const isRunning = phase === 'running' || phase === 'stopping';
    if (key !== this.#key && isRunning) this.#begin(key);
    if (key !== this.#key) return;
    if (this.#firstPaintMs === undefined && !this.#page.hidden && state.answers.some(({text}) => text !== '')) this.#paint(key);
    if (isRunning) return;
    this.#key = undefined;
    this.#stopFrames();
    const failed = state.answers.flatMap(({status, code}) => (status === 'failed' && code !== undefined && code !== 'stopped' ? [code] : []));
    this.#report([...(error ? [error.code] : []), ...failed]);
  }

  /** The window is gone, or the page is: tells how long the reader stayed. */
  leave(): void {
    const since = this.#firstAskedAt;
    this.forget();
    if (since !== undefined) this.#tell({sessionMs: this.#now() - since});
  }

  /** Measures no more and tells nothing of what was measured. */
  forget(): void {
    this.#stopFrames();
    this.#key = undefined;
    this.#firstAskedAt = undefined;
    removeEventListener('pagehide', this.#onLeave);
    this.#page.removeEventListener('visibilitychange', this.#onHidden);
  }

  #begin(key: number): void {
    this.#key = key;
    this.#askedAt = this.#now();
    this.#firstAskedAt ??= this.#askedAt;
    this.#firstPaintMs = undefined;
    this.#frames = 0;
    this.#streamedMs = 0;
  }

  /** In the frame after the one in which the text is drawn, it is on the screen. */
  #paint(key: number): void {
    this.#firstPaintMs = this.#now() - this.#askedAt;
    requestAnimationFrame(() => {
      if (key !== this.#key) return;
      this.#firstPaintMs = this.#now() - this.#askedAt;
      this.#countFrames();
    });
  }

  #countFrames(): void {
    this.#isStreaming = true;
    let before = this.#now();
    const next = (): void => {
      const now = this.#now();
      if (!this.#wasHidden) {
        this.#frames += 1;
        this.#streamedMs += now - before;
      }
      this.#wasHidden = false;
      before = now;
      if (this.#isStreaming) this.#frame = requestAnimationFrame(next);
    };
    this.#frame = requestAnimationFrame(next);
  }

  #stopFrames(): void {
    this.#isStreaming = false;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #report(errors: readonly string[]): void {
    const firstPaintMs = this.#firstPaintMs;
    const framesPerSecond = this.#streamedMs >= LEAST_MS ? (1_000 * this.#frames) / this.#streamedMs : undefined;
    if (firstPaintMs === undefined && framesPerSecond === undefined && errors.length === 0) return;
    this.#tell({
      ...(firstPaintMs !== undefined && {firstPaintMs}),
      ...(framesPerSecond !== undefined && {framesPerSecond}),
      ...(errors.length > 0 && {errors: errors.slice(0, MOST_ERRORS).map((code) => code.slice(0, 64))}),
    });
  }

  #tell(vitals: Vitals): void {
    this.#send(vitals).catch(() => undefined); // nobody waits for it
  }

  readonly #onLeave = (): void => this.leave();

  readonly #onHidden = (): void => {
    this.#wasHidden = true;
  };
}
