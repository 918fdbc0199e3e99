/** server/enrichment - a text line by line, without making all lines at once. */

/** Longer lines are no prose; they come in pieces, so that no step after this one meets a giant. In UTF-16 units. */
export const MAX_LINE = 10_000;

/** Yields the lines of a text without their ends, `\n` or `\r\n`. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline < 0 ? text.length : newline;
    const end = Math.min(lineEnd, start + MAX_LINE);
    const isWhole = end === lineEnd;
    yield text.slice(start, isWhole && end > start && text[end - 1] === '\r' ? end - 1 : end);
    start = isWhole ? end + 1 : end;
  }
}
