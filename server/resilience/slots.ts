/** server/resilience - lets a few in at a time; the others wait in the order in which they came. */

/** A number of places. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param count - How many may be in at once. */
  constructor(count: number) {
    this.#free = count;
  }

  /** Those that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a place.
   * @returns What gives it back; a second call does nothing.
   * @throws The signal's reason, at once, when it fires first.
   */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const [next] = this.#waiting;
      if (next) next();
      else this.#free += 1;
    };
  }

  /** Resolves when a place is handed over. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<boolean>();
    const end = (isIn: boolean) => {
      this.#waiting.delete(enter);
      signal?.removeEventListener('abort', leave);
      resolve(isIn);
    };
    const enter = () => end(true);
    const leave = () => end(false);
    this.#waiting.add(enter);
    signal?.addEventListener('abort', leave, {once: true});
    if (!(await promise)) signal?.throwIfAborted();
  }
}
