/** test/support - a session's stream, read by the real EventSource of the `eventsource` package. */
import {EventSource} from 'eventsource';
import type {SessionFrame} from '../../shared/session-event.ts';

/** What was read. */
export interface ReadFrame {
  readonly id: number;
  readonly frame: SessionFrame;
}

/** How to read. */
export interface ReadOptions {
  /** Sent as `Last-Event-ID` on the first connection. */
  readonly lastEventId?: number;
  /** Stop after this many frames, as a reader that goes away. */
  readonly limit?: number;
  /** Also give heartbeats, as frames with the id of the frame before. */
  readonly heartbeats?: boolean;
}

/** Reads to the end of the session, or to `limit`. Rejects when the server refuses. */
export async function readStream(url: string, {lastEventId, limit = Infinity, heartbeats = false}: ReadOptions = {}): Promise<ReadFrame[]> {
  const frames: ReadFrame[] = [];
  const headers = lastEventId === undefined ? {} : {'Last-Event-ID': String(lastEventId)};
  const source = new EventSource(url, {fetch: (input, init) => fetch(input, {...init, headers: {...init.headers, ...headers}})});
  try {
    await new Promise<void>((end, fail) => {
      source.onerror = ({code, message}) => (code === undefined ? end() : fail(new Error(`${code} ${message ?? ''}`)));
      source.onmessage = ({data, lastEventId: id}: {data: string; lastEventId: string}) => {
        const frame = JSON.parse(data) as SessionFrame;
        if ((frame as {type: string}).type !== 'heartbeat' || heartbeats) frames.push({id: Number(id), frame});
        if (frame.type === 'session-end' || frames.length >= limit) end();
      };
    });
  } finally {
    source.close();
  }
  return frames;
}
