/** server/models - finds the citations in a finished text. */
import type {Citation} from '../../shared/source.ts';
import {codeRanges, isEscaped} from './code-ranges.ts';

/** `[1]`, `[1, 2]`; not `[1](…)`, which is a link. */
const MARKER = /\[(\d{1,4}(?:\s?,\s?\d{1,4})*)\](?!\()/g;

/**
 * The citations of a Markdown text, in its order, outside code. Unknown numbers are left out.
 * The numbers of one marker (`[1, 2]`) share its span; `[1][2]` are two markers.
 * @param known - The numbers that may be cited.
 */
export function findCitations(text: string, known: ReadonlySet<number>): Citation[] {
  const code = codeRanges(text);
  let next = 0;
  return [...text.matchAll(MARKER)].flatMap(({0: marker, 1: numbers = '', index: start}) => {
    const end = start + marker.length;
    while ((code[next]?.end ?? Infinity) <= start) next++;
    const inCode = (code[next]?.start ?? Infinity) <= start;
    if (inCode || isEscaped(text, start) || isDefinition(text, start, end)) return [];
    const cited = new Set(numbers.split(',').map(Number));
    return [...cited].filter((n) => known.has(n)).map((n) => ({n, start, end}));
  });
}

/** `[1]: https://…` at the beginning of a line says where a link goes. */
const isDefinition = (text: string, start: number, end: number): boolean =>
  text[end] === ':' && /\n {0,3}$/.test(`${start <= 3 ? '\n' : ''}${text.slice(Math.max(0, start - 4), start)}`);
