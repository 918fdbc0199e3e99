/** server/http - frames as bytes, encoded once for all readers that stand at the same place. */
import {encodeFrame, HEARTBEAT} from '../../shared/sse-codec.ts';
import type {Batch} from '../session/log-cursor.ts';
import {toChunk} from './http-chunk.ts';

/** Frames that are one write. */
export interface EncodedFrames {
  /** Their bytes, in HTTP's framing; empty when there is nothing to say. */
  readonly chunk: Buffer;
  readonly frames: number;
}

/** A heartbeat frame. */
export const heartbeatChunk = toChunk(encodeFrame({data: JSON.stringify(HEARTBEAT)}));

/** The frames of each batch: readers that keep up are given the same one. */
const encoded = new WeakMap<Batch, EncodedFrames>();

/** A batch as one write. */
export function encodeBatch(batch: Batch): EncodedFrames {
  const known = encoded.get(batch);
  if (known) return known;
  const {frames} = batch;
  const made = {chunk: toChunk(frames.map(({id, frame}) => encodeFrame({id, data: JSON.stringify(frame)})).join('')), frames: frames.length};
  encoded.set(batch, made);
  return made;
}
