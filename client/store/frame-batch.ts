/** client/store - many changes, one call per painted frame, or per so many as those who ask can wait for. */

/** Options for {@link FrameBatch}. */
export interface FrameBatchOptions {
  /** While the page is hidden nothing is painted and no frame comes: then a timer calls, so often, in milliseconds. @defaultValue 250 */
  readonly hiddenMs?: number;
  /** @defaultValue the page's document */
  readonly page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

const atOnce = (): number => 0;

/** Calls back once before the next paint however often it was asked to, and catches up in one frame when a hidden page is seen again. */
export class FrameBatch {
  readonly #callback: () => void;
  readonly #hiddenMs: number;
  readonly #page: NonNullable<FrameBatchOptions['page']>;
  #unschedule: (() => void) | undefined;
  #apartMs = atOnce;
  #calledAt = -Infinity;

  constructor(callback: () => void, {hiddenMs = 250, page = document}: FrameBatchOptions = {}) {
    this.#callback = callback;
    this.#hiddenMs = hiddenMs;
    this.#page = page;
  }

  /** Asks for a call in the next frame. @param apartMs - Not before the last call is so long ago, in milliseconds, as is asked in each frame; unless someone else can't wait. */
  request(apartMs = atOnce): void {
    const isAsked = this.#unschedule !== undefined;
    if (!isAsked || this.#apartMs() > 0) this.#apartMs = apartMs;
    if (isAsked) return;
    this.#page.addEventListener('visibilitychange', this.#reschedule);
    this.#schedule();
  }

  /** Forgets what was asked for. */
  cancel(): void {
    if (!this.#unschedule) return;
    this.#unschedule();
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
    if (now - this.#calledAt < this.#apartMs()) {
      this.#schedule();
      return;
    }
    this.cancel();
    this.#calledAt = now;
    this.#callback();
  };
}
