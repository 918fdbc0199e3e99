/**
 * client/elements - what a page has to draw besides text that streams in takes turns: so much in one frame that a slow device goes on
 * scrolling, the rest in the next ones. On a fast device nothing ever waits.
 */
import {FrameBatch} from '../store/frame-batch.ts';

/** So much may be done in one frame before the rest waits for another, in milliseconds. */
const FRAME_MS = 4;

const waiting: (() => void)[] = [];
const frames = new FrameBatch(goOn);
/** When the first thing of this frame was begun. */
let begunAt: number | undefined;

/** Counts from here what this frame takes. For what does not wait itself, and makes others draw. */
export function beginFrame(): void {
  if (begunAt !== undefined) return;
  begunAt = performance.now();
  setTimeout(() => (begunAt = undefined)); // a task behind the frame
}

/**
 * Does it now where the frame has room and nothing waits, else in one of the next.
 * @returns What it returns; a promise of that, which rejects with what it throws, if it is done later.
 */
export function inTurn<Result>(work: () => Result): Result | Promise<Result> {
  if (waiting.length === 0 && hasRoom()) return work();
  frames.request();
  return new Promise((resolve) => {
    waiting.push(() => resolve(new Promise((done) => done(work()))));
  });
}

/** Takes one step after the other, as many in each frame as there is room for. @param left - Ends it early. */
export async function allInTurn(steps: Iterator<unknown>, left: AbortSignal): Promise<void> {
  while (await inTurn(() => !left.aborted && steps.next().done !== true));
}

function goOn(): void {
  beginFrame();
  do waiting.shift()?.();
  while (waiting.length > 0 && hasRoom());
  if (waiting.length > 0) frames.request();
}

function hasRoom(): boolean {
  beginFrame();
  return performance.now() - (begunAt ?? 0) < FRAME_MS;
}
