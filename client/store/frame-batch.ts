/** client/store - many changes, one call per painted frame; for text that streams in, one call in every other frame. */

/** Options for {@link FrameBatch}. */
export interface FrameBatchOptions {
  /** While the page is hidden nothing is painted and no frame comes: then a timer calls, so often, in milliseconds. @defaultValue 250 */
  readonly hiddenMs?: number;
  /** What is not urgent waits until the last call is so long ago, in milliseconds: two frames of 60 a second. @defaultValue 25 */
  readonly apartMs?: number;
  /** @defaultValue the page's document */
  readonly page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

/** Calls back once before the next paint however often it was asked to, and catches up in one frame when a hidden page is seen again. */
export class FrameBatch {
  readonly #callback: () => void;
  readonly #hiddenMs: number;
  readonly #apartMs: number;
  readonly #page: NonNullable<FrameBatchOptions['page']>;
  #unschedule: (() => void) | undefined;
  #isUrgent = false;
  #calledAt = -Infinity;

  constructor(callback: () => void, {hiddenMs = 250, apartMs = 25, page = document}: FrameBatchOptions = {}) {
    this.#callback = callback;
    this.#hiddenMs = hiddenMs;
    this.#apartMs = apartMs;
    this.#page = page;
  }

  /** Asks for a call. @param isUrgent - In the next frame; else, soon after a call, in the one after it. */
  request(isUrgent = true): void {
    this.#isUrgent ||= isUrgent;
    if (this.#unschedule) return;
    this.#page.addEventListener('visibilitychange', this.#reschedule);
    this.#schedule();
  }

  /** Forgets what was asked for. */
  cancel(): void {
    this.#unschedule?.();
    this.#unschedule = undefined;
    this.#page.removeEventListener('visibilitychange', this.#reschedule);
  }

  #schedule(): void {
    if (this.#page.hidden) {
      const id = setTimeout(this.#run, this.#hiddenMs);
      this.#unschedule = () => clearTimeout(id);
    } else {
      const id = requestAnimationFrame(this.#run);
      this.#unschedule = () => cancelAnimationFrame(id);
    }
  }

  readonly #reschedule = (): void => {
    this.#unschedule?.();
    this.#schedule();
  };

  readonly #run = (): void => {
    const now = performance.now();
    if (!this.#isUrgent && now - this.#calledAt < this.#apartMs) {
      this.#schedule();
      return;
    }
    this.cancel();
    this.#isUrgent = false;
    this.#calledAt = now;
    this.#callback();
  };
}
