/** client/markdown/slim - stands in for markdown-it's rules for plain text and for escapes. */
import type {StateInline} from 'markdown-it';

/** What no rule begins with. */
const plain = /[^\n!#$%&*+\-:<=>@[\]\\^_`{}~]+/y;
const punctuation = /[!-/:-@[-`{-~]/;

export function text(state: StateInline, silent: boolean): boolean {
  plain.lastIndex = state.pos;
  if (!plain.test(state.src)) return false;
  const end = Math.min(plain.lastIndex, state.posMax);
  if (!silent) state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
}

export function escape(state: StateInline, silent: boolean): boolean {
  const {src, pos, posMax} = state;
  if (src[pos] !== '\\' || pos + 1 >= posMax) return false;
  const next = String.fromCodePoint(src.codePointAt(pos + 1) ?? 0);
  state.pos += 1;
  if (next === '\n') {
    if (!silent) state.push('hardbreak', 'br', 0);
    do state.pos += 1;
    while (state.pos < posMax && /[ \t]/.test(src.charAt(state.pos)));
    return true;
  }
  const escaped = next === ' ' ? '' : next;
  if (!silent) Object.assign(state.push('text_special', '', 0), {content: punctuation.test(next) ? next : `\\${escaped}`, markup: `\\${escaped}`, info: 'escape'});
  state.pos += escaped.length;
  return true;
}
