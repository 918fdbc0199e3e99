/** server/http - what a stream carries: one session, or several over one connection. */
import {encodeFrame} from '../../shared/sse-codec.ts';
import {CursorGroup, type OneOfManyBatches} from '../session/cursor-group.ts';
import {type Batch, type Cursor, LogCursor} from '../session/log-cursor.ts';
import type {Session} from '../session/session.ts';
import {attachReader, type ReaderKind} from './attach-reader.ts';
import {encodeBatch, type EncodedFrames} from './frame-cache.ts';
import {toChunk} from './http-chunk.ts';

/** Where a stream's bytes come from. */
export interface StreamSource<Taken> {
  readonly cursor: Cursor<Taken>;
  readonly encode: (taken: Taken) => EncodedFrames;
  /** Counts a reader in; the returned function counts it out, once. */
  readonly attach: () => () => void;
  /** What keeps a quiet stream alive, as a chunk. @defaultValue our own heartbeat event */
  readonly heartbeat?: Buffer;
  /** Whether readers are told when to come back. @defaultValue true */
  readonly retries?: boolean;
}

/** One session, in our own vocabulary. @param after - Id of the last event the reader has. */
export const sessionSource = (session: Session, after: number, kind: ReaderKind = {}): StreamSource<Batch> => ({
  cursor: new LogCursor(session.feed, after),
  encode: encodeBatch,
  attach: () => attachReader(session, kind),
  // A session that ends with its reader is none to come back to.
  retries: kind.onlyReader !== true,
});

/** A session's place in a stream of several: `name` is the id by which the reader knows it. */
export interface NamedPlace {
  readonly name: string;
  readonly session: Session;
  /** Id of the last event already seen; 0 for none. */
  readonly after: number;
}

/** Several sessions: each frame says whose it is, and its SSE id is where the reader then stands in all of them. */
export function sessionsSource(places: readonly NamedPlace[]): StreamSource<OneOfManyBatches> {
  const seen = places.map(({after}) => after);
  return {
    cursor: new CursorGroup(places.map(({session, after}) => new LogCursor(session.feed, after))),
    encode({index, batch: {frames}}) {
      const session = places[index]?.name;
      const texts = frames.map(({id, frame}) => {
        seen[index] = id;
        return encodeFrame({id: compositeId(places, seen), data: JSON.stringify({session, id, event: frame})});
      });
      return {chunk: toChunk(texts.join('')), frames: frames.length};
    },
    attach() {
      const detach = places.map(({session}) => session.attach());
      return () => detach.forEach((leave) => leave());
    },
  };
}

const compositeId = (places: readonly NamedPlace[], seen: readonly number[]): string => places.map(({name}, index) => `${name}:${seen[index] ?? 0}`).join(',');
