/** server/models - where a Markdown text is code, so that nobody takes `[1]` in it for a citation. Linear in the text's length. */

/** A span of a text in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A fence may stand in list items and quotations. A backtick fence has no backtick after it on its line. */
const FENCE_OPENS = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]+)*(`{3,}(?!.*`)|~{3,})/;
const FENCE_CLOSES = /^[\s>]*(`{3,}|~{3,})\s*$/;

/** The fenced blocks and code spans of a text, in its order. A fence that is not closed runs to the end. */
export function codeRanges(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  let fence: {start: number; mark: string} | undefined;
  let paragraphStart = 0;
  let offset = 0;
  const endParagraph = (end: number): void => {
    ranges.push(...codeSpans(text, paragraphStart, end));
  };
  for (const line of text.split('\n')) {
    const next = offset + line.length + 1;
    if (fence) {
      const closing = FENCE_CLOSES.exec(line)?.[1];
      if (closing?.startsWith(fence.mark)) {
        ranges.push({start: fence.start, end: next - 1});
        fence = undefined;
        paragraphStart = next;
      }
    } else {
      const mark = FENCE_OPENS.exec(line)?.[1];
      if (mark !== undefined || line.trim() === '') {
        endParagraph(offset);
        paragraphStart = next;
      }
      if (mark !== undefined) fence = {start: offset, mark};
    }
    offset = next;
  }
  if (fence) ranges.push({start: fence.start, end: text.length});
  else endParagraph(text.length);
  return ranges;
}

/** Code spans of one paragraph: from a run of backticks to the next run of the same length. */
function codeSpans(text: string, start: number, end: number): TextRange[] {
  const runs = Array.from(text.slice(start, end).matchAll(/`+/g), ({0: run, index}) => ({at: start + index, length: run.length}));
  // The last run comes first, so that what is behind us can be popped.
  const ahead = Map.groupBy(runs.toReversed(), ({length}) => length);
  const spans: TextRange[] = [];
  let codeEnd = start;
  for (const {at, length} of runs) {
    if (at < codeEnd) continue;
    // An escaped backtick opens nothing; the rest of its run may.
    const escaped = isEscaped(text, at) ? 1 : 0;
    const closers = ahead.get(length - escaped) ?? [];
    while ((closers.at(-1)?.at ?? Infinity) <= at) closers.pop();
    const closer = closers.at(-1);
    if (!closer) continue;
    codeEnd = closer.at + closer.length;
    spans.push({start: at + escaped, end: codeEnd});
  }
  return spans;
}

/** Whether the character at `index` stands after an odd number of backslashes. */
export function isEscaped(text: string, index: number): boolean {
  let before = index;
  while (text[before - 1] === '\\') before--;
  return (index - before) % 2 === 1;
}
