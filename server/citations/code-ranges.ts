/** server/citations - where a Markdown text is code, so that nobody takes `[1]` in it for a citation. Linear in the text's length. */
import {CodeLines} from './code-lines.ts';

/** A span of a text in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The fenced and indented blocks and the code spans of a text, in its order. A fence that is not closed runs to the end. */
export function codeRanges(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  const lines = new CodeLines();
  let paragraphStart = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    const {code, breaks} = lines.take(line);
    if (breaks) {
      ranges.push(...codeSpans(text, paragraphStart, offset));
      paragraphStart = offset;
    }
    if (code) {
      ranges.push({start: offset, end: offset + line.length});
      paragraphStart = offset + line.length;
    }
    offset += line.length + 1;
  }
  ranges.push(...codeSpans(text, paragraphStart, text.length));
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
