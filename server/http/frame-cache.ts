/** server/http - frames as bytes, encoded once for all readers that stand at the same place. */
import {encodeFrame, HEARTBEAT} from '../../shared/sse-codec.ts';
import type {Batch} from '../session/follow-session.ts';
import type {SessionFeed} from '../session/session-feed.ts';

/** The bytes of a heartbeat frame. */
export const heartbeatBytes = Buffer.from(encodeFrame({data: JSON.stringify(HEARTBEAT)}));

/** The last batch of each feed: readers that keep up ask for the same one within a turn or two. */
const lastEncoded = new WeakMap<SessionFeed, {readonly after: number; readonly upTo: number; readonly bytes: Buffer}>();

/** The bytes of a batch, joined so that it is one write. */
export function encodeBatch(feed: SessionFeed, {after, frames}: Batch): Buffer {
  const upTo = frames.at(-1)?.id ?? after;
  const last = lastEncoded.get(feed);
  if (last?.after === after && last.upTo === upTo) return last.bytes;
  const bytes = Buffer.from(frames.map(({id, frame}) => encodeFrame({id, data: JSON.stringify(frame)})).join(''));
  lastEncoded.set(feed, {after, upTo, bytes});
  return bytes;
}
