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
const MARK = /<(\/?)think(?:ing)?>|`+/;
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

  const say = (text: string): SplitPiece[] => {
    if (depth > 0) return text === '' ? [] : [{type: 'reasoning', text}];
    const trimmed = isGap ? text.trimStart() : text;
    if (trimmed === '') return [];
    isGap = false;
    hasText = true;
    return [{type: 'text', text: trimmed}];
  };

  /** One or two backticks that are not closed on their line opened no code. */
  const leaveLine = (text: string): void => {
    if (code.length < FENCE && text.includes('\n')) code = '';
  };

  const step = (content: string): SplitPiece[] => {
    const mark = MARK.exec(content);
    leaveLine(content.slice(0, mark?.index));
    if (!mark) {
      const end = content.length - beginningOf(content).length;
      const isBlank = depth === 0 && !hasText && content.slice(0, end).trim() === '';
      const from = isBlank ? 0 : end;
      held = content.slice(from);
      return say(content.slice(0, from));
    }
    const {0: found, 1: slash, index} = mark;
    const after = content.slice(index + found.length);
    if (found.startsWith('`')) {
      // More backticks may follow.
      if (after === '') {
        held = content.slice(index);
        return say(content.slice(0, index));
      }
      if (depth === 0) code = code === '' ? found : found === code ? '' : code;
      return [...say(content.slice(0, index + found.length)), ...step(after)];
    }
    if (depth === 0 && code !== '') return [...say(content.slice(0, index + found.length)), ...step(after)];
    const before = content.slice(0, index);
    const said = depth === 0 && !hasText && before.trim() === '' ? [] : say(before);
    depth = Math.max(0, depth + (slash ? -1 : 1));
    isGap = depth === 0;
    return [...said, ...step(after)];
  };

  const takeHeld = (): string => {
    const taken = held;
    held = '';
    return taken;
  };
  return {
    push: (content) => step(takeHeld() + content),
    end: () => say(takeHeld()),
  };
}

/** The longest end of `text` with which a tag begins. */
function beginningOf(text: string): string {
  const start = text.lastIndexOf('<');
  const rest = start < 0 ? '' : text.slice(start);
  return rest !== '' && TAGS.some((tag) => tag.startsWith(rest)) ? rest : '';
}
