/** server/session - one reader's way through several logs over one connection: a cursor in each. */
import {concatMap, defer, filter, map, merge, type Observable, of, take, takeWhile} from 'rxjs';
import {type Batch, takeBatch} from './follow-session.ts';
import type {Session} from './session.ts';

/** A place in one session. */
export interface SessionCursor {
  readonly session: Session;
  /** Id of the last event already seen; 0 for none. */
  readonly after: number;
}

/** A batch, and which of the sessions (by its place in the list) it comes from. */
export interface OneOfManyBatches {
  readonly index: number;
  readonly batch: Batch;
}

/**
 * Reads several sessions on demand, one batch of one session at a time. Those that have something take turns, so none starves.
 * @param cursors - Where to begin in each.
 * @param demand$ - One item each time the reader can take more.
 * @returns The batches; completes when every session has ended and all was seen.
 */
export const followSessions = (cursors: readonly SessionCursor[], demand$: Observable<unknown>): Observable<OneOfManyBatches> =>
  defer(() => {
    const seen = cursors.map(({after}) => after);
    const feeds = cursors.map(({session}) => session.feed);
    let turn = 0;
    const isOver = () => feeds.every((feed, index) => feed.ended && (seen[index] ?? 0) >= feed.lastId);
    /** The first that has something, from the one after the last that was served. */
    const next = (): OneOfManyBatches | undefined => {
      for (let step = 0; step < feeds.length; step++) {
        const index = (turn + step) % feeds.length;
        const feed = feeds[index];
        if (!feed || feed.shownId <= (seen[index] ?? 0)) continue;
        turn = index + 1;
        return {index, batch: takeBatch(feed, seen[index] ?? 0)};
      }
      return undefined;
    };
    // Every session's horizon tells at once where it stands, so one look comes before anything new.
    const next$ = defer(() =>
      isOver()
        ? of(undefined)
        : merge(...feeds.map(({horizon$}) => horizon$)).pipe(
            map(next),
            filter((found) => found !== undefined),
            take(1),
          ),
    );
    return demand$.pipe(
      concatMap(() => next$),
      takeWhile((found) => found !== undefined),
      map((found) => {
        seen[found.index] = found.batch.frames.at(-1)?.id ?? 0;
        return {found, over: isOver()};
      }),
      takeWhile(({over}) => !over, true),
      map(({found}) => found),
    );
  });
