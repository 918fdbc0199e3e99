/** server/http - what a stream carries: one session, or several over one connection. */
import {map, type Observable} from 'rxjs';
import {encodeFrame} from '../../shared/sse-codec.ts';
import {followSession} from '../session/follow-session.ts';
import {followSessions, type SessionCursor} from '../session/follow-sessions.ts';
import type {Session} from '../session/session.ts';
import {attachReader, type ReaderKind} from './attach-reader.ts';
import {encodeBatch, type EncodedFrames} from './frame-cache.ts';
import {toChunk} from './http-chunk.ts';

/** Where a stream's bytes come from. */
export interface StreamSource {
  /** Gives what is new, once for each demand; completes at the end. */
  follow(demand$: Observable<unknown>): Observable<EncodedFrames>;
  /** Counts a reader in; the returned function counts it out, once. */
  attach(): () => void;
  /** What keeps a quiet stream alive, as a chunk. @defaultValue our own heartbeat event */
  readonly heartbeat?: Buffer;
  /** Whether readers are told when to come back. @defaultValue true */
  readonly retries?: boolean;
}

/** One session, in our own vocabulary. @param after - Id of the last event the reader has. */
export const sessionSource = (session: Session, after: number, kind: ReaderKind = {}): StreamSource => ({
  follow: (demand$) => followSession(session.feed, after, demand$).pipe(map(encodeBatch)),
  attach: () => attachReader(session, kind),
  // A session that ends with its reader is none to come back to.
  retries: kind.onlyReader !== true,
});

/** A session's place in a stream of several: `name` is the id by which the reader knows it. */
export interface NamedCursor extends SessionCursor {
  readonly name: string;
}

/** Several sessions: each frame says whose it is, and its SSE id is where the reader then stands in all of them. */
export const sessionsSource = (cursors: readonly NamedCursor[]): StreamSource => ({
  follow(demand$) {
    const seen = cursors.map(({after}) => after);
    return followSessions(cursors, demand$).pipe(
      map(({index, batch: {frames}}) => {
        const session = cursors[index]?.name;
        const texts = frames.map(({id, frame}) => {
          seen[index] = id;
          return encodeFrame({id: compositeId(cursors, seen), data: JSON.stringify({session, id, event: frame})});
        });
        return {chunk: toChunk(texts.join('')), frames: frames.length};
      }),
    );
  },
  attach() {
    const detach = cursors.map(({session}) => session.attach());
    return () => detach.forEach((leave) => leave());
  },
});

const compositeId = (cursors: readonly NamedCursor[], seen: readonly number[]): string => cursors.map(({name}, index) => `${name}:${seen[index] ?? 0}`).join(',');
