/** server/session - one reader's way through a log: a cursor that moves when the reader asks for more. */
import {concatMap, defer, filter, map, type Observable, of, take, takeWhile} from 'rxjs';
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
  defer(() => {
    let cursor = after;
    const next$ = defer(() => (feed.ended && cursor >= feed.lastId ? of(undefined) : afterCursor(feed, () => cursor)));
    return demand$.pipe(
      concatMap(() => next$),
      takeWhile((batch) => batch !== undefined),
      map((batch) => {
        cursor = batch.frames.at(-1)?.id ?? cursor;
        return batch;
      }),
      takeWhile(({last}) => !last, true),
    );
  });

const afterCursor = (feed: SessionFeed, cursor: () => number): Observable<Batch> =>
  feed.horizon$.pipe(
    filter(({shownId}) => shownId > cursor()),
    take(1),
    map(() => takeBatch(feed, cursor())),
  );

/** What is shown after a cursor now, up to a bound. There must be something. */
export function takeBatch(feed: SessionFeed, after: number): Batch {
  const frames = withinBounds(mergeDeltas(feed.read(after, MAX_ENTRIES)));
  return {after, frames, last: feed.ended && frames.at(-1)?.id === feed.lastId};
}

function withinBounds(frames: readonly MergedFrame[]): readonly MergedFrame[] {
  let text = 0;
  const end = frames.findIndex(({frame}) => (text += 'text' in frame ? frame.text.length : 0) > MAX_TEXT);
  return end < 0 ? frames : frames.slice(0, Math.max(1, end));
}
