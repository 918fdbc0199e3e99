/** server/session - one reader's way through a log: a cursor that moves when the reader asks for more. */
import {concatMap, defer, filter, map, type Observable, of, take, takeWhile} from 'rxjs';
import {type MergedFrame, mergeDeltas} from './merge-deltas.ts';
import type {SessionFeed} from './session-feed.ts';

/** What a reader gets for one demand: everything shown that it has not seen. */
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
    map(({ended}) => ({after: cursor(), frames: mergeDeltas(feed.read(cursor())), last: ended})),
  );
