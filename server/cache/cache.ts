/** server/cache - what is remembered for a short while, so that the same is not asked of the outside twice. */

/**
 * Keeps values for a short while. Nothing that goes wrong in it is anybody's trouble: then there is nothing in it.
 * Values are plain data, as JSON has it.
 */
export interface Cache {
  /**
   * What was put under this key; undefined when there is nothing, or it can't be had quickly. Never rejects.
   * @param left - Fires when nobody waits for it any more: then it is undefined, and no timer is left.
   */
  get(key: string, left?: AbortSignal): Promise<unknown>;
  /** Keeps a value. It may be dropped at any time. Never throws. */
  put(key: string, value: unknown): void;
  /** Lets go of everything. */
  close(): Promise<void>;
}
