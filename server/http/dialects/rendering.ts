/** server/http - a session told in another vocabulary than our own. */
import type {SessionFrame} from '../../../shared/session-event.ts';
import {type Batch, LogCursor} from '../../session/log-cursor.ts';
import type {Session} from '../../session/session.ts';
import {attachReader, type ReaderKind} from '../attach-reader.ts';
import {toChunk} from '../http-chunk.ts';
import type {StreamSource} from '../stream-source.ts';

/** Says a frame in another vocabulary: the text that goes on the wire, empty when there is nothing to say. Frames come in order, each once. */
export type Rendering = (frame: SessionFrame) => string;

/** How a rendering is streamed. */
export interface RenderingOptions extends ReaderKind {
  /** What keeps a quiet stream alive: a comment, unless the format has none. */
  readonly heartbeat?: string;
}

/** One message of an event stream whose vocabulary has no ids. */
export const dataFrame = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;

/** A session from its beginning, rendered: these formats know no place in the middle to begin at. */
export const renderedSource = (session: Session, render: Rendering, {heartbeat = ': \n\n', ...kind}: RenderingOptions = {}): StreamSource<Batch> => ({
  cursor: new LogCursor(session.feed, 0),
  encode: ({frames}) => ({chunk: toChunk(frames.map(({frame}) => render(frame)).join('')), frames: frames.length}),
  attach: () => attachReader(session, kind),
  heartbeat: toChunk(heartbeat),
  retries: false,
});
