/** server/adapters/litellm-model - keeps what a model thinks aloud in `<think>…</think>` out of its answer. Pure. */

/** A piece of an answer or of its reasoning; never empty. */
export interface SplitPiece {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

/** Takes content as it comes, however it is cut. */
export interface ThinkingSplitter {
  /** What can be told of the next piece. At most seven characters are held back, where they may begin a tag. */
  push(content: string): SplitPiece[];
  /** What was held back to the end. */
  end(): SplitPiece[];
}

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Splits content that begins with `<think>`; white space around the block goes with it. A block that is never closed is all reasoning.
 * A tag anywhere else is text like other text.
 */
export function splitThinking(): ThinkingSplitter {
  let where: 'start' | 'thinking' | 'gap' | 'text' = 'start';
  let held = '';

  const piece = (type: SplitPiece['type'], text: string): SplitPiece[] => (text === '' ? [] : [{type, text}]);

  const step = (content: string): SplitPiece[] => {
    switch (where) {
      case 'start': {
        const trimmed = content.trimStart();
        if (trimmed.startsWith(OPEN)) {
          where = 'thinking';
          return step(trimmed.slice(OPEN.length));
        }
        if (OPEN.startsWith(trimmed)) {
          held = content;
          return [];
        }
        where = 'text';
        return piece('text', content);
      }
      case 'thinking': {
        const close = content.indexOf(CLOSE);
        if (close >= 0) {
          where = 'gap';
          return [...piece('reasoning', content.slice(0, close)), ...step(content.slice(close + CLOSE.length))];
        }
        held = beginningOf(CLOSE, content);
        return piece('reasoning', content.slice(0, content.length - held.length));
      }
      case 'gap': {
        const trimmed = content.trimStart();
        if (trimmed !== '') where = 'text';
        return piece('text', trimmed);
      }
      case 'text':
        return piece('text', content);
    }
  };

  const takeHeld = (): string => {
    const taken = held;
    held = '';
    return taken;
  };
  return {
    push: (content) => step(takeHeld() + content),
    end: () => piece(where === 'thinking' ? 'reasoning' : 'text', takeHeld()),
  };
}

/** The longest end of `text` with which `tag` begins. */
function beginningOf(tag: string, text: string): string {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return tag.slice(0, length);
  }
  return '';
}
