/** client/store - joins pieces of one text that were read together. */
import {continues, isDelta} from '../../shared/delta-event.ts';
import type {SessionFrame} from '../../shared/session-event.ts';

/** Joins adjacent pieces of the same text; order, and what the events add up to, stay the same. */
export function joinText(frames: readonly SessionFrame[]): readonly SessionFrame[] {
  const joined: SessionFrame[] = [];
  let text = '';
  for (const frame of frames) {
    const last = joined.at(-1);
    if (last && isDelta(last) && isDelta(frame) && continues(last, frame)) {
      text += frame.text;
      continue;
    }
    endText(joined, text);
    joined.push(frame);
    text = isDelta(frame) ? frame.text : '';
  }
  endText(joined, text);
  return joined;
}

function endText(joined: SessionFrame[], text: string): void {
  const last = joined.pop();
  if (last) joined.push(isDelta(last) ? {...last, text} : last);
}
