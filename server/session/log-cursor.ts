/** server/session - one reader's place in a log; it moves when the reader takes more. */
import type {Observable} from 'rxjs';
import {type MergedFrame, mergeDeltas} from './merge-deltas.ts';
import type {Horizon, SessionFeed} from './session-feed.ts';

/** Most log entries taken at once, and about how much text (UTF-16 units) they may come to: a slow reader's backlog goes out in pieces. */
const MAX_ENTRIES = 512;
const MAX_TEXT = 16_384;

/** What is taken at once: what is shown and was not taken, up to a bound. */
export interface Batch {
  /** Id of the last event before it. */
  readonly after: number;
  readonly frames: readonly MergedFrame[];
}

/** A way to read on. */
export interface Cursor<Taken> {
  /** Emits when there may be something to take, first of all when it is subscribed to. */
  readonly moved$: Observable<unknown>;
  /** Takes what comes next, if there is something now. */
  take(): Taken | undefined;
  /** Whether all was taken and nothing will follow. */
  readonly isOver: boolean;
}

/**
 * A place in one session. A reader that takes rarely costs no more than this: what it has not taken stays in the log, and is joined when it takes again.
 *
 * ```text
 * feed:  a--bc-------d   a to d events
 * take:  ^-------^---^
 * gives: a-------(bc)d   and is over after the session's last event, or from the beginning when all of an ended session was taken
 * ```
 */
export class LogCursor implements Cursor<Batch> {
  readonly #feed: SessionFeed;
  #after: number;

  /** @param after - Id of the last event already seen; 0 for everything. */
  constructor(feed: SessionFeed, after: number) {
    this.#feed = feed;
    this.#after = after;
  }

  get moved$(): Observable<Horizon> {
    return this.#feed.horizon$;
  }

  /** Id of the last event taken. */
  get after(): number {
    return this.#after;
  }

  get isOver(): boolean {
    return this.#feed.ended && this.#after >= this.#feed.lastId;
  }

  take(): Batch | undefined {
    if (this.#feed.shownId <= this.#after) return undefined;
    const batch = takeBatch(this.#feed, this.#after);
    this.#after = batch.frames.at(-1)?.id ?? this.#after;
    return batch;
  }
}

/** The last batch of each feed: readers that keep up take the same one. */
const lastTaken = new WeakMap<SessionFeed, {readonly upTo: number; readonly batch: Batch}>();

/** What is shown after a place now, up to a bound. There must be something. */
function takeBatch(feed: SessionFeed, after: number): Batch {
  const {shownId: upTo} = feed;
  const known = lastTaken.get(feed);
  if (known?.batch.after === after && known.upTo === upTo) return known.batch;
  const batch = {after, frames: withinBounds(mergeDeltas(feed.read(after, MAX_ENTRIES)))};
  lastTaken.set(feed, {upTo, batch});
  return batch;
}

function withinBounds(frames: readonly MergedFrame[]): readonly MergedFrame[] {
  let text = 0;
  const end = frames.findIndex(({frame}) => (text += 'text' in frame ? frame.text.length : 0) > MAX_TEXT);
  return end < 0 ? frames : frames.slice(0, Math.max(1, end));
}
