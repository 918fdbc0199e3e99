/** server/citations - finds the citations in a finished text. */
import type {Citation} from '../../shared/source.ts';
import {codeRanges, isEscaped} from './code-ranges.ts';
import {anyMarker, isRange, numbersOf} from './marker.ts';

/**
 * The citations of a Markdown text, in its order, outside code; also of numbers that no source has: a reader sees them too.
 * The numbers of one marker (`[1, 2]`) share its span; `[1][2]` are two markers.
 * @param known - The numbers that sources have.
 */
export function findCitations(text: string, known: ReadonlySet<number>): Citation[] {
  const code = codeRanges(text);
  let next = 0;
  return [...text.matchAll(anyMarker())].flatMap(({0: marker, index: start}) => {
    const end = start + marker.length;
    while ((code[next]?.end ?? Infinity) <= start) next++;
    const inCode = (code[next]?.start ?? Infinity) <= start;
    if (inCode || isEscaped(text, start) || isSomethingElse(text, marker, start)) return [];
    const numbers = numbersOf(marker);
    if (isRange(marker) && !numbers.every((n) => known.has(n))) return [];
    return numbers.map((n) => ({n, start, end}));
  });
}

/** `[1](…)` and `[[1]](…)` are links; `[1]: …` at the beginning of a line says where one goes, `[^1]: …` is a footnote. */
function isSomethingElse(text: string, marker: string, start: number): boolean {
  const end = start + marker.length;
  if (!marker.startsWith('[')) return false;
  if (text[end] === '(' || (text[start - 1] === '[' && text[end] === ']' && text[end + 1] === '(')) return true;
  return text[end] === ':' && beginsLine(text, start);
}

/** Whether only white space stands before it on its line: where that is four columns or more it is code, or goes on with a paragraph. */
function beginsLine(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return start === 0 || text[start - 1] === '\n';
}
