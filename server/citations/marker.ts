/** server/citations - how models write a citation, and the one form that it is given. Pure. */

/** The longest marker that is rewritten, and so the most text that ever waits for its end, in UTF-16 units. */
export const MAX_MARKER_LENGTH = 32;
/** A range names at most so many sources. */
const MAX_RANGE = 10;

const NUMBER = String.raw`[1-9]\d{0,2}`;
const COMMA = String.raw`[ \u00A0]?[,;，、][ \u00A0]?`;
/** `[1]`, `[1, 2]`, `[1-3]`, `[^1]`. */
const PLAIN = String.raw`\[\^?${NUMBER}(?:${COMMA}\^?${NUMBER})*\]|\[${NUMBER}[-–]${NUMBER}\]`;
/** `【1】`, `【1, 2】`, `【1†source】`, `【1:0†title】`, `［1］`. */
const WIDE = String.raw`[【［]${NUMBER}(?::\d{1,3})?(?:${COMMA}${NUMBER})*(?:†[^】\n]{0,24})?[】］]`;

/** Every form, anywhere in a text. */
export const anyMarker = (): RegExp => new RegExp(`${PLAIN}|${WIDE}`, 'gu');

const WHOLE = new RegExp(`^(?:${PLAIN}|${WIDE})`, 'u');
const BEGUN = new RegExp(
  `^(?:\\[\\^?(?:${NUMBER}(?:${COMMA}\\^?${NUMBER})*(?:[ \\u00A0]?[,;，、]?[ \\u00A0]?\\^?|[-–](?:${NUMBER})?))?|[【［](?:${NUMBER}(?::\\d{0,3})?(?:${COMMA}${NUMBER})*(?:[ \\u00A0]?[,;，、]?[ \\u00A0]?|†[^】\\n]{0,24}))?)$`,
  'u',
);

/** A marker at the beginning of a text, whole or not yet. */
export type ReadMarker =
  | {readonly kind: 'none'}
  /** It may become one. */
  | {readonly kind: 'open'}
  | {readonly kind: 'marker'; readonly length: number; readonly numbers: readonly number[]};

const none: ReadMarker = {kind: 'none'};
const open: ReadMarker = {kind: 'open'};

/**
 * Reads the marker that a text begins with.
 * @param text - From the bracket on; more than {@link MAX_MARKER_LENGTH} + 1 units of it are not looked at.
 * @param ended - Whether nothing comes after it.
 */
export function readMarker(text: string, ended: boolean): ReadMarker {
  const head = text.slice(0, MAX_MARKER_LENGTH + 1);
  const marker = WHOLE.exec(head)?.[0];
  if (marker === undefined) return !ended && head.length <= MAX_MARKER_LENGTH && BEGUN.test(head) ? open : none;
  if (marker.length > MAX_MARKER_LENGTH) return none;
  return {kind: 'marker', length: marker.length, numbers: numbersOf(marker)};
}

/** The numbers that a marker names, each once, in its order; none for a range that runs backwards or too far. */
export function numbersOf(marker: string): readonly number[] {
  const [, from, to] = /^\[(\d+)[-–](\d+)\]$/u.exec(marker) ?? [];
  if (from !== undefined && to !== undefined) {
    const count = Number(to) - Number(from) + 1;
    return count < 2 || count > MAX_RANGE ? [] : Array.from({length: count}, (_, index) => Number(from) + index);
  }
  const list = marker.replace(/(?::\d+|†.*)/gu, '');
  return [...new Set(Array.from(list.matchAll(/\d+/gu), ([number]) => Number(number)))];
}

/** Whether a marker names a range, which is a citation only when all its numbers are known: `[1-5]` may be a scale. */
export const isRange = (marker: string): boolean => /^\[\d+[-–]/u.test(marker);

/** The one form: `[1][2]`. */
export const writeMarker = (numbers: readonly number[]): string => numbers.map((n) => `[${n}]`).join('');

/** A text without its citations and the spaces before them. */
export const withoutMarkers = (text: string): string => text.replace(new RegExp(`[ \\u00A0]*(?:${PLAIN}|${WIDE})(?!\\()`, 'gu'), '');
