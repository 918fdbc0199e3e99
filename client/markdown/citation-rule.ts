/**
 * client/markdown - the inline rule for citations: `[3]`, `[1][2]`, `[1, 2]`.
 * A citation is told by its own text alone, so it never waits for a link definition; code and escapes come before it.
 */
import {type StateInline} from 'markdown-it';

// A number has one to three digits, so that a year in brackets stays text; `[1](…` is left to the link rule.
const pattern = /\[([1-9]\d{0,2}(?:, ?[1-9]\d{0,2})*)\](?!\()/y;

/**
 * Makes one `citation` token for each number: `content` is its text, `[3]`, and `info` its number.
 * Inside a link it does nothing, since links do not nest: `[[1]](https://…)` is a link whose text is `[1]`.
 */
export function citationRule(state: StateInline, silent: boolean): boolean {
  // `silent` only asks how far a token reaches, to find the end of a link's text: brackets balance without our help.
  if (silent || state.linkLevel > 0 || state.src[state.pos] !== '[') return false;
  pattern.lastIndex = state.pos;
  const numbers = pattern.exec(state.src)?.[1];
  if (numbers === undefined || pattern.lastIndex > state.posMax) return false;
  for (const number of numbers.split(/, ?/)) {
    const token = state.push('citation', '', 0);
    token.content = `[${number}]`;
    token.info = number;
  }
  state.pos = pattern.lastIndex;
  return true;
}
