/**
 * client/elements - when the answers of a page draw text that streams in: at once while that costs little. Where it costs much, the
 * page rests in between, and several answers take turns, so that a slow device goes on scrolling.
 */
import {FrameBatch} from '../store/frame-batch.ts';

/** Something with text to draw. */
export interface Drawer {
  /** Least time between two drawings, in milliseconds. @param costMs - What a drawing costs the page. */
  apartMs(costMs: number): number;
  /** @param costMs - The same. */
  draw(costMs: number): void;
}

/** So many times as long as a drawing took, the page is left to others. */
const REST = 3;
/** So much may be drawn in one frame, in milliseconds; who is left draws in another. */
const FRAME_MS = 8;
/** What is due sooner is looked at in the next frame: a timer wakes the page once more. */
const FRAME_APART_MS = 16;
/** A drawing that took longer was held up by something else, in milliseconds. */
const MAX_COST_MS = 100;

/** Whose turn it is. A page has {@link drawTurns}. */
export class DrawTurns {
  readonly #frames = new FrameBatch(() => this.#drawDue());
  /** In the order of their turns. */
  readonly #waiting = new Set<Drawer>();
  readonly #drawnAt = new WeakMap<Drawer, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What drawing cost lately, with style, layout and paint, in milliseconds. */
  #costMs = 0;
  #isDrawing = false;
  /** When the frame that is being drawn was begun. */
  #begunAt: number | undefined;
  #paintedAt = -Infinity;

  /** Draws now or as soon as it is due; who asks within a drawing, for what it has left, draws in another frame. */
  request(drawer: Drawer): void {
    if (this.#waiting.has(drawer)) return;
    this.#waiting.add(drawer);
    if (!this.#isDrawing) this.#drawDue();
  }

  /** Forgets what was asked for. */
  cancel(drawer: Drawer): void {
    this.#waiting.delete(drawer);
    if (this.#waiting.size === 0) this.#rest();
  }

  #drawDue(): void {
    this.#rest();
    let nextMs = Infinity;
    for (const drawer of this.#waiting) {
      const inMs = this.#dueInMs(drawer);
      if (inMs <= 0) this.#draw(drawer);
      else nextMs = Math.min(nextMs, inMs);
    }
    if (nextMs < FRAME_APART_MS) this.#frames.request();
    else if (nextMs < Infinity) this.#timer = setTimeout(() => this.#frames.request(), nextMs);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#frames.cancel();
  }

  #dueInMs(drawer: Drawer): number {
    const now = performance.now();
    const itsTurn = (this.#drawnAt.get(drawer) ?? -Infinity) + drawer.apartMs(this.#costMs) - now;
    const hasRoom = this.#begunAt !== undefined && now - this.#begunAt < FRAME_MS;
    return hasRoom ? itsTurn : Math.max(itsTurn, (this.#begunAt === undefined ? this.#paintedAt + REST * this.#costMs : now + 1) - now);
  }

  #draw(drawer: Drawer): void {
    if (this.#begunAt === undefined) {
      this.#begunAt = performance.now();
      setTimeout(this.#painted); // a task behind the frame
    }
    this.#waiting.delete(drawer);
    this.#drawnAt.set(drawer, performance.now());
    this.#isDrawing = true;
    drawer.draw(this.#costMs);
    this.#isDrawing = false;
  }

  readonly #painted = (): void => {
    this.#paintedAt = performance.now();
    if (this.#begunAt !== undefined && !document.hidden) this.#costMs = (this.#costMs + Math.min(MAX_COST_MS, this.#paintedAt - this.#begunAt)) / 2;
    this.#begunAt = undefined;
  };
}

/** Those of this page. */
export const drawTurns = new DrawTurns();
