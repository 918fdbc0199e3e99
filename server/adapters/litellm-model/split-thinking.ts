/** server/adapters/litellm-model - keeps what a model thinks aloud in `<think>…</think>` out of its answer. Pure. */

/** A piece of an answer or of its reasoning; never empty. */
export interface SplitPiece {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

/** Takes content as it comes, however it is cut. */
export interface ThinkingSplitter {
  /** What can be told of the next piece. At most eleven characters are held back, where they may begin a tag or a code mark. */
  push(content: string): SplitPiece[];
  /** What was held back to the end. */
  end(): SplitPiece[];
}

/** A tag, or a run of backticks: in code, a tag is what the answer is about. */
const MARK = /<(\/?)think(?:ing)?>|`+/g;
/** So many backticks may hold several lines. */
const FENCE = 3;
const TAGS = ['<think>', '</think>', '<thinking>', '</thinking>'];

/**
 * Splits content at its tags, wherever they stand outside of code: blocks may be nested, and one that is never closed is all reasoning. A closing tag
 * without an opening one is dropped. White space before a block at the beginning, and after any block, goes with it.
 */
export function splitThinking(): ThinkingSplitter {
  let depth = 0;
  let held = '';
  /** The run of backticks that opened the code we are in. */
  let code = '';
  let hasText = false;
  let isGap = false;

  /** Adds text to what was said last, where it is of the same kind. */
  const add = (pieces: SplitPiece[], type: SplitPiece['type'], text: string): void => {
    if (text === '') return;
    const last = pieces.at(-1);
    if (last?.type === type) pieces[pieces.length - 1] = {type, text: last.text + text};
    else pieces.push({type, text});
  };
  const say = (pieces: SplitPiece[], text: string): void => {
    const trimmed = isGap && depth === 0 ? text.trimStart() : text;
    add(pieces, depth > 0 ? 'reasoning' : 'text', trimmed);
    if (depth > 0 || trimmed === '') return;
    isGap = false;
    hasText = true;
  };

  /** One or two backticks that are not closed on their line opened no code. */
  const leaveLine = (text: string): void => {
    if (code.length < FENCE && text.includes('\n')) code = '';
  };

  const split = (content: string): SplitPiece[] => {
    const pieces: SplitPiece[] = [];
    let from = 0;
    MARK.lastIndex = 0;
    for (let mark = MARK.exec(content); mark; mark = MARK.exec(content)) {
      const {0: found, 1: slash, index} = mark;
      const before = content.slice(from, index);
      leaveLine(before);
      const isTicks = found.startsWith('`');
      if (isTicks && index + found.length === content.length) {
        // More backticks may follow.
        held = found;
        say(pieces, before);
        return pieces;
      }
      if (isTicks && depth === 0) code = code === '' ? found : found === code ? '' : code;
      if (isTicks || (depth === 0 && code !== '')) {
        say(pieces, before + found);
      } else {
        if (depth > 0 || hasText || before.trim() !== '') say(pieces, before);
        depth = Math.max(0, depth + (slash ? -1 : 1));
        isGap = depth === 0;
      }
      from = index + found.length;
    }
    const rest = content.slice(from);
    leaveLine(rest);
    const end = rest.length - beginningOf(rest).length;
    const isBlank = depth === 0 && !hasText && rest.slice(0, end).trim() === '';
    held = rest.slice(isBlank ? 0 : end);
    if (!isBlank) say(pieces, rest.slice(0, end));
    return pieces;
  };

  const takeHeld = (): string => {
    const taken = held;
    held = '';
    return taken;
  };
  return {
    push: (content) => split(takeHeld() + content),
    end() {
      const pieces: SplitPiece[] = [];
      say(pieces, takeHeld());
      return pieces;
    },
  };
}

/** The longest end of `text` with which a tag begins. */
function beginningOf(text: string): string {
  const start = text.lastIndexOf('<');
  const rest = start < 0 ? '' : text.slice(start);
  return rest !== '' && TAGS.some((tag) => tag.startsWith(rest)) ? rest : '';
}
