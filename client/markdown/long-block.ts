/**
 * client/markdown - a list, table or fence can be as long as the whole answer. Such a block freezes its own finished parts, so
 * that its cost grows with its length and not with the square of it.
 */

/** A long block that is still open. */
export interface LongBlock {
  /**
   * Draws what there is, and freezes what complete lines have settled.
   * @param tail - The text since the last frozen part; its last line may be unfinished.
   * @param final - No more text will come: every line of `tail` is complete.
   */
  take(tail: string, final: boolean): LongBlockStep;
}

export interface LongBlockStep {
  /** What is left of the text: still open, or behind the block when that is closed. */
  readonly tail: string;
  /** The block has ended and is frozen. */
  readonly closed: boolean;
  /** Code that nothing will be added to any more. */
  readonly code?: Element;
}
