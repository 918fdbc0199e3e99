/** client/markdown - tells whether the text since a `[` is decided: link, citation, footnote or plain brackets. */

/** A bracket that is decided ends somewhere; for one that is still open, tells what to show in place of it. */
export type Bracket = {readonly kind: 'decided'; readonly end: number} | {readonly kind: 'open'; readonly shown: string};

/** How much text may wait for its bracket to close, in characters. */
const patience = 80;
/** How far a bracket may reach, in characters: the longest label that a definition can have. */
const reach = 1_000;

// No two parts that stand side by side can match the same text: that would be tried in every way.
const target = String.raw`(?:<[^<>\n]*>|(?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))+)`;
const title = String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))`;
const finishedTarget = new RegExp(String.raw`^\(\s*(?:${target}(?:\s+${title})?\s*)?\)`, 's');
const unfinishedTarget = /^\(\s*(?:(?:<[^<>\n]*>?|[^\s<>]+)(?:\s+(?:["'(].*)?)?)?$/s;
/** What a citation or a reference to a footnote has between its brackets. */
const reference = /^(?:\d{1,3}(?:, ?\d{1,3})*|\^[^\s[\]\\`<]+)$/;

/** Reads the bracket that opens at `at`. */
export function readBracket(text: string, at: number): Bracket {
  const close = closingBracket(text, at);
  const next = text[close + 1];
  if (close < 0) return wait(text, at);
  const words = text.slice(at + 1, close);
  if (reference.test(words) && next !== '(') return decided(close + 1);
  if (next === undefined) return wait(text, at);
  if (next === '(') return readTarget(text, close + 1, words);
  if (next !== '[') return decided(at + 1); // the text in plain brackets is read on
  const labelEnd = text.indexOf(']', close + 2);
  return labelEnd < 0 ? wait(text, at) : decided(labelEnd + 1);
}

function readTarget(text: string, at: number, words: string): Bracket {
  const rest = text.slice(at);
  const finished = finishedTarget.exec(rest);
  if (finished) return decided(at + finished[0].length);
  return unfinishedTarget.test(rest) ? {kind: 'open', shown: words} : decided(at);
}

/** Hides the bracket for now, unless it has been open for so long that it is likely to stay. */
function wait(text: string, at: number): Bracket {
  return text.length - at > patience ? decided(at + 1) : {kind: 'open', shown: ''};
}

function decided(end: number): Bracket {
  return {kind: 'decided', end};
}

function closingBracket(text: string, at: number): number {
  let depth = 0;
  const end = Math.min(text.length, at + reach);
  for (let i = at; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '[') depth++;
    else if (text[i] === ']' && --depth === 0) return i;
  }
  return -1;
}
