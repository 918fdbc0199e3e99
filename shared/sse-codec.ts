/**
 * shared - server-sent events as text: one frame per message, `id:` and `data:` only, so that one `onmessage` hears all.
 * Reading them is the browser's EventSource's part.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */

/** One message on the wire. */
export interface Frame {
  /** Position in the session's log, from 1, or in several logs; left out on heartbeats. */
  readonly id?: number | string;
  /** JSON text: JSON.stringify escapes line ends, so it is always one line. */
  readonly data: string;
  /** How long a reader waits before it reconnects, in milliseconds. */
  readonly retry?: number;
}

/** The text of one frame, blank line included. */
export const encodeFrame = ({id, data, retry}: Frame): string =>
  (retry === undefined ? '' : `retry: ${retry}\n`) + (id === undefined ? '' : `id: ${id}\n`) + `data: ${data}\n\n`;

/** Said on a quiet stream, without an id: the connection lives, nothing is new. */
export const HEARTBEAT = {type: 'heartbeat'} as const;
