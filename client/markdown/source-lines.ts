/** client/markdown - where lines start and end in a piece of source text. Lines count from 0 and end in `\n`. */

/** The offset at which a line starts; the end of the text when it has fewer lines. */
export function lineOffset(source: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) {
    const newline = source.indexOf('\n', offset);
    if (newline < 0) return source.length;
    offset = newline + 1;
  }
  return offset;
}

/** The length of all complete lines together: what follows is the unfinished last line. */
export function completeLength(source: string): number {
  return source.lastIndexOf('\n') + 1;
}

/** How many complete lines there are. */
export function countLines(source: string): number {
  let lines = 0;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}
