/** server/session - joins text that a reader has not seen yet into fewer, larger frames. */
import {continues, type DeltaEvent, isDelta} from '../../shared/delta-event.ts';
import type {SessionFrame} from '../../shared/session-event.ts';
import type {LogEntry} from './session-log.ts';

/** What goes out as one SSE frame: `id` is the last log id in it. */
export interface MergedFrame {
  readonly id: number;
  readonly frame: SessionFrame;
}

/** Longest text in one frame, in UTF-16 units: a slow socket is asked again between frames. */
const MAX_FRAME_TEXT = 16_384;

/**
 * Joins adjacent deltas of the same text. Order, and what the events add up to, stay the same.
 *
 * ```text
 * in:   1 start a   2 delta a "x"   3 delta a "y"   4 delta b "z"
 * out:  1 start a   3 delta a "xy" from 2           4 delta b "z"
 * ```
 *
 * @param entries - Log entries in order.
 */
export function mergeDeltas(entries: readonly LogEntry[]): readonly MergedFrame[] {
  const [only, another] = entries;
  if (only && !another) return [{id: only.id, frame: only.event}]; // as most often: a model is read once a frame
  const frames: MergedFrame[] = [];
  let run: {first: LogEntry & {event: DeltaEvent}; lastId: number; text: string} | undefined;
  const flush = () => {
    if (!run) return;
    const {first, lastId, text} = run;
    frames.push({id: lastId, frame: lastId === first.id ? first.event : {...first.event, text, from: first.id}});
    run = undefined;
  };
  for (const {id, event} of entries) {
    if (!isDelta(event)) {
      flush();
      frames.push({id, frame: event});
    } else if (run && continues(run.first.event, event) && run.text.length + event.text.length <= MAX_FRAME_TEXT) {
      run.lastId = id;
      run.text += event.text;
    } else {
      flush();
      run = {first: {id, event}, lastId: id, text: event.text};
    }
  }
  flush();
  return frames;
}
