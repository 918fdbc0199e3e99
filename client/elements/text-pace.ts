/** client/elements - how often one answer draws text that streams in: as a reader can see it. */
import type {ReactiveControllerHost} from 'lit';
import {tellDrawing} from '../controllers/drawing.ts';
import {EndInSight} from '../controllers/end-in-sight.ts';
import {type Drawer, drawTurns} from './draw-turns.ts';

/** Where nobody looks, text is drawn so often, in milliseconds, or, where drawing costs much, in a tenth of the time. */
const OUT_OF_SIGHT_MS = 500;
const OUT_OF_SIGHT_COSTS = 9;
/** Nobody waits longer, in milliseconds. */
const MAX_MS = 1_000;
/**
 * There, one frame takes no more text than costs so much script, in milliseconds, or a quarter of what a frame costs anyway, or than
 * a twelfth of what waits; the next one goes on. What is less than that waits for more, as long as anyone does.
 */
const SLICE_MS = 1.8;
const SLICE_PART = 1 / 4;
const WAITING_PART = 1 / 12;
const SLICE_MIN = 100;
const NEXT_FRAME_MS = 8;

/** The text of an answer. */
export interface PacedText {
  /** An element behind the text; nothing when no more comes. */
  readonly end: () => Element | null;
  /** How much is not drawn yet, in characters. */
  readonly waiting: () => number;
  /**
   * @param most - So much more of it, in characters.
   * @param goesOn - Whether more is drawn soon: the page need not show it before that.
   */
  readonly draw: (most: number, goesOn: boolean) => void;
}

export class TextPace implements Drawer {
  readonly #text: PacedText;
  readonly #sight: EndInSight;
  #drawn = Promise.withResolvers<undefined>();
  /** When it drew, and was asked to; at first, longer ago than anyone waits. */
  #drawnAt = -3 * MAX_MS;
  #askedAt = -Infinity;
  /** When a slice last held nothing back. */
  #shownAt = 0;
  /** Whether the last frame left another slice of what waited. */
  #isBehind = false;
  /** How fast it is drawn where nobody looks, in characters a millisecond of script. */
  #speed = 500;

  constructor(host: ReactiveControllerHost & Element, text: PacedText) {
    this.#text = text;
    this.#sight = new EndInSight(host, text.end, () => this.drawAll());
    this.#drawn.resolve(undefined);
  }

  /** Resolves once nothing waits. */
  get drawn(): Promise<unknown> {
    return this.#drawn.promise;
  }

  /** Draws soon, and at once what is not just more text. */
  request(): void {
    if (this.#text.waiting() <= 0) {
      this.drawAll();
      return;
    }
    this.#drawn.resolve(undefined);
    this.#drawn = Promise.withResolvers();
    this.#askedAt = performance.now();
    drawTurns.request(this);
  }

  /** Draws what one frame takes. */
  draw(costMs: number): void {
    this.#take(this.#sight.isInSight || this.#isLate ? Infinity : this.#slice(costMs));
    if (this.#text.waiting() > 0) drawTurns.request(this);
    else this.cancel();
  }

  /** Draws all that waits, a slice with each step, and ends the text with the last one. */
  *drawRest(): Generator<undefined> {
    drawTurns.cancel(this);
    while (this.#text.waiting() > 0 && !this.#isLate) {
      this.#take(this.#slice(0));
      yield;
    }
    this.drawAll();
  }

  /** Draws all that waits, now. */
  drawAll(): void {
    this.#text.draw(Infinity, false);
    tellDrawing();
    this.cancel();
  }

  /** Leaves undrawn what waits. */
  cancel(): void {
    this.#isBehind = false;
    drawTurns.cancel(this);
    this.#drawn.resolve(undefined);
  }

  apartMs(costMs: number): number {
    if (this.#sight.isInSight) return 0;
    const restMs = this.#text.waiting() < this.#slice(costMs) ? MAX_MS : Math.max(OUT_OF_SIGHT_MS, OUT_OF_SIGHT_COSTS * costMs);
    const apartMs = this.#isBehind ? NEXT_FRAME_MS : restMs;
    // The frame that it is asked in has all that is told to do already.
    return Math.min(MAX_MS, Math.max(apartMs, this.#askedAt + NEXT_FRAME_MS - this.#drawnAt));
  }

  /**
   * Draws so much, in characters, or a part of what waits where that is more; and learns how fast that goes. What comes in several slices is
   * shown with the last one, or after two seconds: where a slow device never catches up, there is no last one.
   */
  #take(slice: number): void {
    const waiting = this.#text.waiting();
    const most = Math.ceil(Math.max(slice, waiting * WAITING_PART));
    const now = performance.now();
    this.#isBehind = waiting - most >= slice;
    const goesOn = this.#isBehind && now - this.#shownAt < 2 * MAX_MS;
    if (!goesOn) this.#shownAt = now;
    this.#text.draw(most, goesOn);
    tellDrawing();
    this.#drawnAt = performance.now();
    if (!this.#sight.isInSight) this.#speed = (this.#speed + Math.min(waiting, most) / Math.max(this.#drawnAt - now, 0.1)) / 2;
  }

  /** What waits for so long has come while the page was hidden. */
  get #isLate(): boolean {
    return performance.now() - this.#drawnAt > 2 * MAX_MS;
  }

  #slice(costMs: number): number {
    return Math.max(SLICE_MIN, this.#speed * Math.max(SLICE_MS, costMs * SLICE_PART));
  }
}
