/** perf/browser/page - a way to draw an answer that streams in: the element, or a peer. */

/** Fills the page's `<main>`. */
export interface Technique {
  /** Resolves once it could draw the first delta. @param answers - How many texts stand side by side. */
  start(main: HTMLElement, answers: number): Promise<void> | void;
  /** More text for all of them; one call in a frame, except where every delta is a call of its own. */
  write(text: string): void;
  /** Resolves once everything is drawn as it stays. */
  end(): Promise<void> | void;
  /** Whether it follows the end by itself once a reader has gone there; for others the page scrolls. */
  readonly followsByItself?: boolean;
}
