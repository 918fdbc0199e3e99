/**
 * client/markdown - footnotes as GitHub has them: `[^name]` in the text, `[^name]: …` for the note. A reference is told by its own text
 * alone, so it never waits for its note. A note stands at the top level of an answer, may interrupt a paragraph, list or quote, and
 * goes on in lines that are indented by four columns.
 */
import {type StateBlock, type StateInline} from 'markdown-it';

const name = String.raw`\[\^([^\s[\]\\\x60<]{1,99})\]`;
const reference = new RegExp(String.raw`${name}(?!\()`, 'y'); // `[^1](…` is left to the link rule
const definition = new RegExp(`^${name}:`);

/** How far the lines of a note are indented, in columns. */
const indentation = 4;

/** Makes one `footnote` token for each reference; `info` is the note's name. Inside a link it does nothing. */
export function footnoteRule(state: StateInline, silent: boolean): boolean {
  if (silent || state.linkLevel > 0 || state.src[state.pos] !== '[') return false;
  reference.lastIndex = state.pos;
  const label = reference.exec(state.src)?.[1];
  if (label === undefined || reference.lastIndex > state.posMax) return false;
  const token = state.push('footnote', '', 0);
  token.content = `[^${label}]`;
  token.info = label;
  state.pos = reference.lastIndex;
  return true;
}

/** Puts a note's blocks between `note_open`, whose `info` is the note's name, and `note_close`. */
export function noteRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const column = state.sCount[startLine] ?? 0;
  // Asked silently, a line that only an open paragraph in a list or note could claim stands at the top level too.
  if (column >= indentation || !(state.level === 0 || (silent && column < state.blkIndent))) return false;
  const [opening, label] = definition.exec(state.src.slice(start, state.eMarks[startLine])) ?? [];
  if (opening === undefined || label === undefined) return false;
  if (silent) return true;

  const token = state.push('note_open', '', 1);
  token.info = label;
  readBody(state, startLine, endLine, start + opening.length);
  token.map = [startLine, state.line];
  state.push('note_close', '', -1);
  return true;
}

/** Parses what stands behind the colon, and the lines below it, as if its line began there. */
function readBody(state: StateBlock, startLine: number, endLine: number, start: number): void {
  const {bMarks, tShift, sCount} = state;
  const before = [bMarks[startLine], tShift[startLine], sCount[startLine]] as [number, number, number];
  bMarks[startLine] = start;
  tShift[startLine] = state.skipSpaces(start) - start;
  state.blkIndent += indentation;
  sCount[startLine] = state.blkIndent;
  state.md.block.tokenize(state, startLine, endLine);
  state.blkIndent -= indentation;
  [bMarks[startLine], tShift[startLine], sCount[startLine]] = before;
}
