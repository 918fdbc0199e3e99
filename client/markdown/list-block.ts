/**
 * client/markdown - a long list: every item before the last is frozen. An item parses the same on its own; only whether the
 * list is loose depends on all of it, so when a list turns loose its frozen items get their paragraphs afterwards.
 */
import {type Token} from 'markdown-it';
import {freezeBlocks} from './freeze-blocks.ts';
import {type LongBlock, type LongBlockStep} from './long-block.ts';
import {loosenItem} from './loosen-item.ts';
import {parseOpen} from './parse-open.ts';
import {parseBlocks, parseInlines} from './parser.ts';
import {type ReferenceBook} from './reference-book.ts';
import {type Region} from './region.ts';
import {completeLength, lineOffset} from './source-lines.ts';
import {firstBlockEnd, itemParagraphs, listItems, openFrom, topBlocks} from './tokens.ts';

export class ListBlock implements LongBlock {
  readonly #items: Region;
  readonly #outer: Region;
  readonly #book: ReferenceBook;
  #loose = false;
  /** Length of the complete lines that have been looked at already. */
  #seen = 0;

  /**
   * @param items - The list element's region.
   * @param outer - Where the list stands, as its last frozen node.
   */
  constructor(items: Region, outer: Region, book: ReferenceBook) {
    this.#items = items;
    this.#outer = outer;
    this.#book = book;
  }

  take(tail: string, final: boolean): LongBlockStep {
    const complete = completeLength(tail);
    let rest = tail;
    if (complete > this.#seen || final) {
      const {end, closed} = this.#freezeItems(tail.slice(0, complete), final);
      rest = tail.slice(end);
      if (closed) return {tail: rest, closed};
      this.#seen = complete - end;
    }
    this.#drawOpen(rest);
    return {tail: rest, closed: false};
  }

  /** Freezes the items that complete lines have finished; tells where they end, and whether the list does. */
  #freezeItems(lines: string, final: boolean): {end: number; closed: boolean} {
    const {tokens, references} = parseBlocks(lines, this.#book.known);
    const list = tokens.slice(0, firstBlockEnd(tokens));
    const last = listItems(tokens).at(-1);
    const blocks = topBlocks(tokens);
    const closed = final || openFrom(blocks, blocks.length - 1, tokens) > 0;
    const open = closed ? blocks[1] : last;
    const end = open ? lineOffset(lines, open.map[0]) : lines.length;
    const finished = lines.slice(0, end);
    if (!this.#loose && isLoose(list, closed ? `${finished.trimEnd()}\n` : finished)) this.#loosen();
    const items = list.slice(1, closed || !last ? -1 : list.indexOf(last));
    this.#showParagraphs(items);
    this.#book.learn(items, references);
    freezeBlocks(this.#items, items, 1, this.#book, (item) => this.#showParagraphs(item));
    return {end, closed};
  }

  #drawOpen(tail: string): void {
    const {tokens, references} = parseOpen(tail, this.#book.known);
    const end = firstBlockEnd(tokens);
    const items = tokens.slice(1, end - 1);
    this.#showParagraphs(items);
    this.#items.drawOpen(parseInlines(items, references));
    this.#outer.drawOpen(parseInlines(tokens.slice(end), references));
  }

  #loosen(): void {
    this.#loose = true;
    for (const item of this.#items.frozen) loosenItem(item);
  }

  /** The parser sees only some of the items, so it may take a loose list for a tight one. */
  #showParagraphs(items: readonly Token[]): void {
    if (this.#loose) for (const paragraph of itemParagraphs(items)) paragraph.hidden = false;
  }
}

/** Any paragraph tells. When the items have none, as in a list of code blocks, one more item is asked what it would be. */
function isLoose(list: readonly Token[], source: string): boolean {
  const [paragraph] = itemParagraphs(list);
  if (paragraph) return !paragraph.hidden;
  const [item] = listItems(list);
  if (!item) return false;
  const {tokens} = parseBlocks(`${source}${item.info}${item.markup} x\n`, {});
  return itemParagraphs(tokens).at(-1)?.hidden === false;
}
