/** server/enrichment - gathers a page's text into blocks, each with where it stood. */
import {detach} from './detach.ts';
import {headingLevel, Place} from './html-elements.ts';
import type {TextBlock} from './page-reader.ts';
import {joinCells} from './table-row.ts';

/** A block of text that knows its place. */
export interface PlacedBlock extends TextBlock {
  /** Flags of {@link Place}. */
  readonly place: number;
  /** The share of its characters that are links, 0 to 1. */
  readonly linked: number;
}

/** Places that a block can't span. */
const regions = Place.aside | Place.form | Place.main | Place.article | Place.heading | Place.code | Place.noscript;

/** What the next block is, if it turns out to have text: an item of a list, or a row of a table. */
type Opening = Pick<TextBlock, 'level' | 'ordinal'> & {readonly kind: 'item' | 'row'};

/** Paragraphs within the cells of a row are joined up to as many characters; a longer row holds a layout, not data. */
const maxRowLength = 1_000;

/** Set between cells while a row is gathered; a control character that text is rid of. */
const cellEnd = '\u001f';

/** Blocks that are kept of one page; what comes after is left out. */
const maxBlocks = 20_000;

/** Takes text as a parser meets it and cuts it into blocks; {@link BlockBuilder.blocks} grows as they are finished. */
export class BlockBuilder {
  readonly blocks: PlacedBlock[] = [];
  #opening: Opening | undefined;
  #parts: string[] = [];
  #place = 0;
  #length = 0;
  #linked = 0;
  #broken = false;

  /** Whether the page has more blocks than are kept. */
  get isFull(): boolean {
    return this.blocks.length >= maxBlocks;
  }

  /** More text of the block that is open. */
  text(text: string, place: number): void {
    this.#add(text.includes(cellEnd) ? text.replaceAll(cellEnd, ' ') : text, place);
  }

  #add(text: string, place: number): void {
    if (this.isFull) return;
    if (this.#parts.length === 0) this.#place = place;
    else if ((place ^ this.#place) & regions) {
      this.endBlock();
      this.#place = place;
    }
    if (this.#broken && /\S/u.test(text)) this.#broken = false;
    this.#parts.push(text);
    this.#length += text.length;
    if (place & Place.link) this.#linked += text.length;
  }

  /** A line break: a new line in code, a space in prose; two in a row end the block. */
  lineBreak(place: number): void {
    if (place & Place.code) this.text('\n', place);
    else if (this.#broken) this.endBlock();
    else {
      this.text(' ', place);
      this.#broken = true;
    }
  }

  /** A line of code begins or ends, if it has not just done so. */
  codeLine(place: number): void {
    if (this.#parts.length > 0 && !this.#parts.at(-1)?.endsWith('\n')) this.text('\n', place);
  }

  /** A list item or table row begins. */
  begin(opening: Opening): void {
    this.endBlock();
    this.#opening = opening;
  }

  /** The list item or table row ends. */
  end(): void {
    this.endBlock();
    this.#opening = undefined;
  }

  /** A table cell begins: it is set off from the one before it in its row. */
  cell(place: number): void {
    if (this.#length > 0) this.#add(cellEnd, place);
  }

  /** A paragraph begins or ends, which within the cells of a row only sets words apart. */
  paragraph(place: number): void {
    if (this.#opening?.kind === 'row' && this.#length < maxRowLength) {
      if (this.#length > 0) this.text(' ', place);
    } else this.endBlock();
  }

  /** The open block ends. */
  endBlock(): void {
    this.#broken = false;
    if (this.#parts.length === 0) return;
    const raw = this.#parts.join('');
    const code = (this.#place & Place.code) !== 0;
    const text = code ? tidyCode(raw.replaceAll(cellEnd, ' ')) : raw.includes(cellEnd) ? detach(joinCells(raw.split(cellEnd).map(tidyCell))) : tidyLine(raw);
    if (text !== '') this.blocks.push({...this.#kindOf(code, text), text, place: this.#place, linked: this.#linked / this.#length});
    this.#parts = [];
    this.#length = 0;
    this.#linked = 0;
  }

  /** What the open block is; that it opened an item or a row is used up by it. */
  #kindOf(code: boolean, text: string): Omit<TextBlock, 'text'> {
    if (this.#place & Place.heading) return {kind: 'heading', level: headingLevel(this.#place)};
    if (code) return {kind: 'code'};
    const opening = this.#opening;
    this.#opening = undefined;
    // One cell is no row: it holds the layout of a page, or a note that spans the table.
    return opening && (opening.kind === 'item' || text.includes(' | ')) ? opening : {kind: 'paragraph'};
  }
}

/** One line of plain text: white space runs become one space, invisible characters and the bars of empty cells go. */
export function tidyLine(text: string): string {
  const line = inOneLine(text);
  // Not by a pattern: `[ |]+$` takes quadratic time on a long row of empty cells.
  let start = 0;
  let end = line.length;
  while (start < end && isPadding(line[start])) start += 1;
  while (end > start && isPadding(line[end - 1])) end -= 1;
  return detach(line.slice(start, end));
}

/** Code as it stands, without trailing spaces and empty lines around it. */
export function tidyCode(text: string): string {
  const lines = text.split(/\r?\n|\r/u).map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? '' : detach(lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n'));
}

/** White space that is no single space: most is, and is left as it stands. */
const gap = / \s+|[^\S ]\s*/gu;
const inOneLine = (text: string): string => text.replace(/[^\P{Cc}\s]+|[\u00ad\u200b\u2060\ufeff]+/gu, '').replace(gap, ' ');
const tidyCell = (text: string): string => inOneLine(text).trim();
const isPadding = (character: string | undefined): boolean => character === ' ' || character === '|';
