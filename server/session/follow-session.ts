/** server/session - one reader's way through a log: a cursor that moves when the reader asks for more. */
import {Observable} from 'rxjs';
import {type MergedFrame, mergeDeltas} from './merge-deltas.ts';
import type {SessionFeed} from './session-feed.ts';

/** Most log entries taken at once, and about how much text (UTF-16 units) they may come to: a slow reader's backlog goes out in pieces. */
const MAX_ENTRIES = 512;
const MAX_TEXT = 16_384;

/** What a reader gets for one demand: what is shown and it has not seen, up to a bound. */
export interface Batch {
  /** Id of the last event before it. */
  readonly after: number;
  readonly frames: readonly MergedFrame[];
  /** Whether the session's last event is in it. */
  readonly last: boolean;
}

/**
 * Reads a session on demand. A reader that asks rarely costs a cursor, never a queue: what it has not seen stays in the log
 * and is joined when it asks again.
 *
 * ```text
 * demand:  d-------d---|
 * feed:    a--bc-------d   a to d events
 * out:     a-------(bc)-   one batch per demand, as soon as there is something
 * ```
 *
 * @param feed - What to read.
 * @param after - Id of the last event already seen; 0 for everything.
 * @param demand$ - One item each time the reader can take more.
 * @returns The batches; completes after the session's last event, or at once when all of an ended session was seen.
 */
export const followSession = (feed: SessionFeed, after: number, demand$: Observable<unknown>): Observable<Batch> =>
  new Observable((reader) => {
    // One subscription for all of a reader's batches: there are thousands of readers, and each takes thirty batches a second.
    let cursor = after;
    let wanted = 0;
    let isLastDemand = false;
    const give = () => {
      while (wanted > 0 && feed.shownId > cursor && !reader.closed) {
        wanted -= 1;
        const batch = takeBatch(feed, cursor);
        cursor = batch.frames.at(-1)?.id ?? cursor;
        reader.next(batch);
        if (batch.last) reader.complete();
      }
      const hasSeenAll = wanted > 0 && feed.ended && cursor >= feed.lastId;
      if (hasSeenAll || (isLastDemand && wanted === 0)) reader.complete();
    };
    reader.add(feed.horizon$.subscribe(give));
    reader.add(
      demand$.subscribe({
        next() {
          wanted += 1;
          give();
        },
        error: (error: unknown) => reader.error(error),
        complete() {
          isLastDemand = true;
          give();
        },
      }),
    );
  });

/** The last batch of each feed: readers that keep up ask for the same one. */
const lastTaken = new WeakMap<SessionFeed, {readonly upTo: number; readonly ended: boolean; readonly batch: Batch}>();

/** What is shown after a cursor now, up to a bound. There must be something. */
export function takeBatch(feed: SessionFeed, after: number): Batch {
  const {shownId: upTo, ended} = feed;
  const known = lastTaken.get(feed);
  if (known?.batch.after === after && known.upTo === upTo && known.ended === ended) return known.batch;
  const frames = withinBounds(mergeDeltas(feed.read(after, MAX_ENTRIES)));
  const batch = {after, frames, last: ended && frames.at(-1)?.id === feed.lastId};
  lastTaken.set(feed, {upTo, ended, batch});
  return batch;
}

function withinBounds(frames: readonly MergedFrame[]): readonly MergedFrame[] {
  let text = 0;
  const end = frames.findIndex(({frame}) => (text += 'text' in frame ? frame.text.length : 0) > MAX_TEXT);
  return end < 0 ? frames : frames.slice(0, Math.max(1, end));
}
