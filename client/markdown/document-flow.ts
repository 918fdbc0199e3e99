/**
 * client/markdown - the top level of an answer: one block after the other. A block is frozen once complete lines show that a
 * later one has begun; from there on, a parser that knows nothing of the text before gives the same result.
 */
import {type Token} from 'markdown-it';
import {FenceBlock} from './fence-block.ts';
import {freezeBlocks} from './freeze-blocks.ts';
import {ListBlock} from './list-block.ts';
import {type LongBlock} from './long-block.ts';
import {parseOpen} from './parse-open.ts';
import {parseBlocks, parseInlines} from './parser.ts';
import {type ReferenceBook} from './reference-book.ts';
import {type Region} from './region.ts';
import {completeLength, countLines, lineOffset} from './source-lines.ts';
import {TableBlock} from './table-block.ts';
import {listItems, openFrom, tableRows, topBlocks, type PlacedToken} from './tokens.ts';

/** A shorter list or table is simply parsed again; in characters. */
const longLength = 500;
/** Lines of a table, with its head, from which on its rows are frozen. */
const longTableLines = 4;

/** What came of some text. */
export interface FlowStep {
  /** The text that is still open. */
  readonly tail: string;
  /** Set when the open text belongs to a block that freezes its own parts from now on. */
  readonly long?: LongBlock | undefined;
}

export class DocumentFlow {
  readonly #region: Region;
  readonly #book: ReferenceBook;

  constructor(region: Region, book: ReferenceBook) {
    this.#region = region;
    this.#book = book;
  }

  /**
   * Draws all of `tail`, and freezes the blocks in it that are finished.
   * @param final - No more text will come: every block is finished.
   */
  take(tail: string, final: boolean): FlowStep {
    const {tokens, references} = final ? parseBlocks(tail, this.#book.known) : parseOpen(tail, this.#book.known);
    const open = final ? [] : openBlocks(tokens, countLines(tail));
    const [first] = open;
    const split = first ? tokens.indexOf(first) : tokens.length;

    const finished = tokens.slice(0, split);
    const unfinished = tokens.slice(split);
    this.#book.learn(finished, references);
    freezeBlocks(this.#region, finished, 0, this.#book);
    this.#region.drawOpen(parseInlines(unfinished, references));

    if (final) return {tail: ''};
    if (!first) return {tail: tail.slice(completeLength(tail))}; // there were only blank lines
    const rest = tail.slice(lineOffset(tail, first.map[0]));
    return (open.length === 1 && this.#enterLongBlock(first, unfinished, rest)) || {tail: rest};
  }

  #enterLongBlock({type, map}: PlacedToken, tokens: readonly Token[], source: string): FlowStep | undefined {
    const element = this.#region.firstOpen;
    if (!(element instanceof Element)) return undefined;
    switch (type) {
      case 'fence':
        return this.#enterFence(element, source);
      case 'table_open':
        return source.length > longLength && map[1] - map[0] >= longTableLines ? this.#enterTable(element, tokens, source) : undefined;
      case 'bullet_list_open':
      case 'ordered_list_open':
        return source.length > longLength && listItems(tokens).length > 1 ? this.#enterList(element, source) : undefined;
      default:
        return undefined;
    }
  }

  /** An indented fence is left alone: its lines would have to be stripped of the indentation. */
  #enterFence(element: Element, source: string): FlowStep | undefined {
    const [opening, marker] = /^(`{3,}|~{3,}).*\n/.exec(source) ?? [];
    const code = element.querySelector('code');
    if (opening === undefined || marker === undefined || !code) return undefined;
    this.#region.freezeFirstOpen();
    return {tail: source.slice(opening.length), long: new FenceBlock(code, marker)};
  }

  #enterTable(element: Element, tokens: readonly Token[], source: string): FlowStep | undefined {
    const head = element.querySelector('thead');
    const body = element.querySelector('tbody');
    if (!head || !body) return undefined;
    this.#region.freezeFirstOpen();
    freezeBlocks(this.#region.nest(head), tableRows(tokens, 'thead'), 2, this.#book);
    const headLength = lineOffset(source, 2);
    const table = new TableBlock(this.#region.nest(body), this.#region, source.slice(0, headLength), this.#book);
    return {tail: source.slice(headLength), long: table};
  }

  #enterList(element: Element, source: string): FlowStep {
    this.#region.freezeFirstOpen();
    return {tail: source, long: new ListBlock(this.#region.nest(element), this.#region, this.#book)};
  }
}

/**
 * The blocks that further text may still change: the last one, and in two cases some before it.
 * @param lines - How many complete lines there are.
 */
function openBlocks(tokens: readonly Token[], lines: number): readonly PlacedToken[] {
  const blocks = topBlocks(tokens);
  const last = blocks.at(-1);
  // A block that starts on the unfinished line may turn out to be part of the one above. (The delimiter row of a table, which
  // could even split that, is hidden until it is complete.)
  const isUndecided = last !== undefined && last.map[0] >= lines && blocks.length > 1;
  return blocks.slice(openFrom(blocks, blocks.length - (isUndecided ? 2 : 1), tokens));
}
