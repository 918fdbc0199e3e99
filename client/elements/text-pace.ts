/** client/elements - how often one answer draws text that streams in: as a reader can see it. */
import type {ReactiveControllerHost} from 'lit';
import {tellDrawing} from '../controllers/drawing.ts';
import {EndInSight} from '../controllers/end-in-sight.ts';
import {type Drawer, drawTurns} from './draw-turns.ts';

/** Where nobody looks, text is drawn so often, in milliseconds, or, where drawing costs much, in a tenth of the time. */
const OUT_OF_SIGHT_MS = 250;
const OUT_OF_SIGHT_COSTS = 9;
/** Nobody waits longer, in milliseconds. */
const MAX_MS = 1_000;

/** The text of an answer. */
export interface PacedText {
  /** An element behind the text; nothing when no more comes. */
  readonly end: () => Element | null;
  /** How much is not drawn yet, in characters. */
  readonly waiting: () => number;
  readonly draw: () => void;
}

export class TextPace implements Drawer {
  readonly #text: PacedText;
  readonly #sight: EndInSight;
  #drawn = Promise.withResolvers<undefined>();

  constructor(host: ReactiveControllerHost & Element, text: PacedText) {
    this.#text = text;
    this.#sight = new EndInSight(host, text.end, () => this.draw());
    this.#drawn.resolve(undefined);
  }

  /** Resolves once nothing waits. */
  get drawn(): Promise<unknown> {
    return this.#drawn.promise;
  }

  /** Draws soon, and at once what is not just more text. */
  request(): void {
    if (this.#text.waiting() <= 0) {
      this.draw();
      return;
    }
    this.#drawn.resolve(undefined);
    this.#drawn = Promise.withResolvers();
    drawTurns.request(this);
  }

  draw(): void {
    this.#text.draw();
    tellDrawing();
    this.cancel();
  }

  /** Leaves undrawn what waits. */
  cancel(): void {
    drawTurns.cancel(this);
    this.#drawn.resolve(undefined);
  }

  apartMs(costMs: number): number {
    return this.#sight.isInSight ? 0 : Math.min(MAX_MS, Math.max(OUT_OF_SIGHT_MS, OUT_OF_SIGHT_COSTS * costMs));
  }
}
