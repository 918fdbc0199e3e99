/** client/store - many changes, one call per painted frame, or per so many as those who ask can wait for. */

/** Options for {@link FrameBatch}. */
export interface FrameBatchOptions {
  /** While the page is hidden nothing is painted and no frame comes: then a timer calls, so often, in milliseconds. @defaultValue 250 */
  readonly hiddenMs?: number;
  /** @defaultValue the page's document */
  readonly page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

/** How long after the last call the next may come, in milliseconds, where so many have passed. */
export type Patience = (sinceMs: number) => number;

const atOnce: Patience = () => 0;
/** Who can wait for longer than this is asked again after it, and not in each frame, in milliseconds: a frame that is asked for costs more than a timer. */
const LOOK_MS = 100;

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

  /** Asks for a call in the next frame. @param apartMs - Whether that can wait: asked anew until the call. Who comes later comes along, and who can't wait takes all along. */
  request(apartMs = atOnce): void {
    if (this.#unschedule) {
      if (apartMs !== atOnce || this.#apartMs === atOnce) return;
    } else {
      this.#page.addEventListener('visibilitychange', this.#reschedule);
    }
    this.#apartMs = apartMs;
    this.#reschedule();
  }

  /** Forgets what was asked for. */
  cancel(): void {
    if (!this.#unschedule) return;
    this.#unschedule();
    this.#unschedule = undefined;
    this.#page.removeEventListener('visibilitychange', this.#reschedule);
  }

  /** @param restMs - How long it need not be looked at again. */
  #schedule(restMs = 0): void {
    const ms = this.#page.hidden ? this.#hiddenMs : restMs > LOOK_MS && LOOK_MS;
    const id = ms === false ? requestAnimationFrame(this.#run) : setTimeout(this.#run, ms);
    this.#unschedule = () => (ms === false ? cancelAnimationFrame(id) : clearTimeout(id));
  }

  readonly #reschedule = (): void => {
    this.#unschedule?.();
    this.#schedule();
  };

  readonly #run = (): void => {
    const now = performance.now();
    const sinceMs = now - this.#calledAt;
    const restMs = this.#apartMs(sinceMs) - sinceMs;
    if (restMs > 0) {
      this.#schedule(restMs);
      return;
    }
    this.cancel();
    this.#calledAt = now;
    this.#callback();
  };
}
