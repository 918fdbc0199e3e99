/** client/markdown - a long table: only new rows are parsed, behind the table's own head, and complete rows are frozen. */
import {freezeBlocks} from './freeze-blocks.ts';
import {type LongBlock, type LongBlockStep} from './long-block.ts';
import {parseBlocks, parseInlines} from './parser.ts';
import {parseOpen} from './parse-open.ts';
import {type ReferenceBook} from './reference-book.ts';
import {type Region} from './region.ts';
import {completeLength, lineOffset} from './source-lines.ts';
import {firstBlockEnd, tableRows, topBlocks} from './tokens.ts';

export class TableBlock implements LongBlock {
  readonly #rows: Region;
  readonly #outer: Region;
  readonly #head: string;
  readonly #book: ReferenceBook;

  /**
   * @param rows - The table's body.
   * @param outer - Where the table stands, as its last frozen node.
   * @param head - Source of the header row and the delimiter row.
   */
  constructor(rows: Region, outer: Region, head: string, book: ReferenceBook) {
    this.#rows = rows;
    this.#outer = outer;
    this.#head = head;
    this.#book = book;
  }

  take(tail: string, final: boolean): LongBlockStep {
    const complete = completeLength(tail);
    const rowsEnd = complete > 0 ? this.#freezeRows(tail.slice(0, complete)) : 0;
    const rest = tail.slice(rowsEnd);
    const closed = final || rowsEnd < complete;
    if (closed) this.#rows.drawOpen([]);
    else this.#drawOpen(rest);
    return {tail: rest, closed};
  }

  /** Freezes the rows at the start of some complete lines and returns where they end. */
  #freezeRows(lines: string): number {
    const source = this.#head + lines;
    const {tokens} = parseBlocks(source, this.#book.known);
    freezeBlocks(this.#rows, tableRows(tokens, 'tbody'), 2, this.#book);
    const lastLine = topBlocks(tokens)[0]?.map[1] ?? 0;
    return lineOffset(source, lastLine) - this.#head.length;
  }

  #drawOpen(tail: string): void {
    const {tokens, references} = parseOpen(this.#head + tail, this.#book.known);
    const end = firstBlockEnd(tokens);
    this.#rows.drawOpen(parseInlines(tableRows(tokens.slice(0, end), 'tbody'), references));
    this.#outer.drawOpen(parseInlines(tokens.slice(end), references));
  }
}
