/** server/http - frames as bytes, encoded once for all readers that stand at the same place. */
import {encodeFrame, HEARTBEAT} from '../../shared/sse-codec.ts';
import type {Batch} from '../session/follow-session.ts';

/** The bytes of a heartbeat frame. */
export const heartbeatBytes = Buffer.from(encodeFrame({data: JSON.stringify(HEARTBEAT)}));

/** The bytes of each batch: readers that keep up are given the same one. */
const encoded = new WeakMap<Batch, Buffer>();

/** The bytes of a batch, joined so that it is one write. */
export function encodeBatch(batch: Batch): Buffer {
  const known = encoded.get(batch);
  if (known) return known;
  const bytes = Buffer.from(batch.frames.map(({id, frame}) => encodeFrame({id, data: JSON.stringify(frame)})).join(''));
  encoded.set(batch, bytes);
  return bytes;
}
