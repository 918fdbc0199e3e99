/**
 * client/markdown - formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. Dollars are money more often than not: `$5 and $10` stay text, since what
 * closes a formula may not stand behind a space nor before a letter or digit, and words alone are no formula.
 */
import {type StateBlock, type StateInline} from 'markdown-it';

const forms: readonly RegExp[] = [
  /\$\$((?:[^$\\`]|\\[^]){1,2000}?)\$\$/y,
  /(?<![\w$\\])\$(?![\s$])((?:[^$\\\n`]|\\.){0,500}?(?:[^\s$\\`]|\\\S))\$(?![\w$])/y,
  /\\\(((?:[^\\]|\\[^()]){1,2000}?)\\\)/y,
  /\\\[((?:[^\\]|\\[^[\]]){1,2000}?)\\\]/y,
];

/** A number with words, or words alone, between two prices or names of variables. */
const prose = /^\d[\d.,]*[^\\^_=+{}<>*/\-\d.,][^\\^_=+{}<>*/-]*$|^[^\\]*[a-z]{3,} [a-z]{2,}[^\\]*$/i;

/** A formula in running text. */
export interface Formula {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** With its marks. */
  readonly source: string;
}

/** The formula that begins at `at`. */
export function formulaAt(text: string, at: number): Formula | undefined {
  for (const form of forms) {
    form.lastIndex = at;
    const [source, tex = ''] = form.exec(text) ?? [];
    if (source === undefined || !/[a-z\d]/i.test(tex) || (/^\$[^$]/.test(source) && prose.test(tex))) continue;
    return {tex: tex.trim(), isDisplay: /^(?:\$\$|\\\[)/.test(source), source};
  }
  return undefined;
}

/** Whether one may have begun at `at` that has not ended yet. */
export function mayBeFormula(text: string, at: number): boolean {
  const rest = text.slice(at);
  if (/^(?:\$\$|\\[([])/.test(rest)) return rest.length < 400;
  return /^\$(?:[^\s\d$][^\n]{0,80})?$/.test(rest) && !/[\w$]$/.test(text.slice(0, at));
}

/** Makes one `math` token: `content` is its TeX, `info` is `display` when it stands by itself, `markup` is all of it. */
export function mathRule(state: StateInline, silent: boolean): boolean {
  const char = state.src[state.pos];
  if (silent || (char !== '$' && char !== '\\')) return false;
  const formula = formulaAt(state.src, state.pos);
  if (!formula || state.pos + formula.source.length > state.posMax) return false;
  const token = state.push('math', '', 0);
  token.content = formula.tex;
  token.info = formula.isDisplay ? 'display' : '';
  token.markup = formula.source;
  state.pos += formula.source.length;
  return true;
}

const wholeLine = /^(?:\$\$([^$]+)\$\$|\\\[(.+)\\\])\s*$/;
const opening = /^(?:\$\$|\\\[)\s*$/;

/**
 * As {@link mathRule}, for a line that is one formula, and for lines between one that is only `$$` or `\[` and one that ends in `$$` or
 * `\]`. A blank line ends them too: what was not closed is no formula, and its `content` is empty.
 */
export function mathBlockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number): string => state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const column = (line: number): number => (state.sCount[line] ?? 0) - state.blkIndent;
  if (column(startLine) >= 4) return false;
  const first = lineAt(startLine);
  const whole = wholeLine.exec(first);
  if (!whole && !opening.test(first)) return false;
  if (silent) return true;

  let end = startLine + 1;
  let tex = whole?.[1] ?? whole?.[2] ?? '';
  if (!whole) {
    const closing = first.startsWith('$') ? '$$' : '\\]';
    const lines: string[] = [];
    for (let isClosed = false; !isClosed && end < endLine && !state.isEmpty(end) && column(end) >= 0; end++) {
      const line = lineAt(end).trimEnd();
      isClosed = line.endsWith(closing);
      lines.push(isClosed ? line.slice(0, -2) : line);
      if (isClosed) tex = lines.join('\n');
    }
  }
  const token = state.push('math_block', '', 0);
  token.map = [startLine, end];
  token.content = tex.trim();
  token.info = 'display';
  token.markup = state.getLines(startLine, end, state.blkIndent, false).trim();
  state.line = end;
  return true;
}
