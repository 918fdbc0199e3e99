/**
 * client/markdown - closes or hides the inline markup that the end of an open text leaves half written: `**bold` is shown bold,
 * an unfinished link shows its words, a marker that may still become anything is not shown yet. It decides only what is on show
 * for a moment, so it may guess; the parser has the last word.
 */
import {formulaAt, mayBeFormula} from './math-rules.ts';
import {OpenDelimiters} from './open-delimiters.ts';
import {readBracket} from './read-bracket.ts';

/** The start of an entity, of an address in angle brackets or of an image. */
const unfinishedEnd = /(?:&#?\w{0,31}|<(?:[a-z][^\s<>]*)?|!)$/i;

/** Returns the text to show for the open text of a paragraph, heading or cell. */
export function settleInline(text: string): string {
  const open = new OpenDelimiters();
  const end = unfinishedEnd.exec(text)?.index ?? text.length;
  for (let at = 0; at < end; ) {
    const char = text.charAt(at);
    const formula = char === '$' || char === '\\' ? formulaAt(text, at) : undefined;
    if (formula) {
      at += formula.source.length;
    } else if ((char === '$' || char === '\\') && mayBeFormula(text, at)) {
      return open.close(text.slice(0, at));
    } else if (char === '\\') {
      if (at + 1 === text.length) return open.close(text.slice(0, at));
      at += 2;
    } else if (char === '[') {
      const bracket = readBracket(text, at);
      if (bracket.kind === 'open') {
        const isImage = text[at - 1] === '!';
        return open.close(isImage ? text.slice(0, at - 1) : text.slice(0, at) + bracket.shown);
      }
      at = bracket.end;
    } else if ('`*_~'.includes(char)) {
      const run = runAt(text, at);
      const behind = at + run.length;
      if (behind === text.length) return open.close(text.slice(0, at));
      if (char === '`') {
        const close = findRun(text, behind, run);
        if (close < 0) return open.close(withOpenCode(text, at, run));
        at = close + run.length;
      } else {
        open.meet(run, text, at);
        at = behind;
      }
    } else {
      at++;
    }
  }
  return open.close(text.slice(0, end));
}

/** All equal characters from `at` on. */
function runAt(text: string, at: number): string {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return text.slice(at, end);
}

/** Where the same run stands again, neither longer nor shorter; -1 when it does not. */
function findRun(text: string, from: number, run: string): number {
  for (let at = text.indexOf(run, from); at >= 0; at = text.indexOf(run, at)) {
    const found = runAt(text, at);
    if (found === run) return at;
    at += found.length;
  }
  return -1;
}

function withOpenCode(text: string, at: number, run: string): string {
  const before = text.slice(0, at);
  const code = text.slice(at + run.length).replace(/`+$/, '');
  return code.trim() === '' ? before : `${before}${run}${code}${run}`;
}
