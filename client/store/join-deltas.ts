/** client/store - joins the pieces of one text that were read together, before they are parsed: that costs a third of parsing each. */

/** A piece of a text, as a server writes it: what tells whose text it is, the text, and when it was said. */
const DELTA = /^(\{"type":"[a-z-]+-delta",(?:"model":"[^"\\]*(?:\\.[^"\\]*)*",)?"text":")([^"\\]*(?:\\.[^"\\]*)*)(","at":\d+\})$/;

/**
 * Joins adjacent frames that add to the same text, as of the time of the last; order, and what the frames add up to, stay the same.
 * What is written otherwise is left as it is, and what the server has joined (`from`): that comes seldom.
 */
export function joinDeltas(frames: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let start: string | undefined;
  let text = '';
  for (const frame of frames) {
    const [, before, piece = '', end = ''] = DELTA.exec(frame) ?? [];
    if (before && before === start) joined.pop();
    else text = '';
    start = before;
    text += piece;
    joined.push(before ? before + text + end : frame);
  }
  return joined;
}
