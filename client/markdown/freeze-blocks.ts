/** client/markdown - draws finished blocks for good, except that they may learn of a link definition later. */
import {type Token} from 'markdown-it';
import {parseInlines} from './parser.ts';
import {type ReferenceBook} from './reference-book.ts';
import {type Region} from './region.ts';
import {splitBlocks} from './tokens.ts';

/**
 * Freezes blocks one by one.
 * @param level - The level at which the blocks stand in the tokens: 0 in a document, 1 in a list, 2 in a table.
 * @param beforeRedraw - Gets a block's tokens ready to be drawn again.
 */
export function freezeBlocks(
  region: Region,
  tokens: readonly Token[],
  level: number,
  book: ReferenceBook,
  beforeRedraw?: (block: readonly Token[]) => void,
): void {
  for (const block of splitBlocks(tokens, level)) {
    const [first] = block;
    if (first?.type === 'note_open') {
      const note = region.freezeNote(first.info);
      if (!note) continue; // not the first one of its name
      freezeBlocks(note, block.slice(1, -1), 1, book);
      note.drawOpen([]); // while both were open, a later one may have been drawn here
      continue;
    }
    const node = region.freeze(parseInlines(block, book.known));
    if (!node) continue; // a link definition
    book.waitFor(block, () => {
      beforeRedraw?.(block);
      region.redraw(node, parseInlines(block, book.known));
    });
  }
}
