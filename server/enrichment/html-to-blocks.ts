/**
 * server/enrichment - reads HTML into a title and blocks of its main text, without a document tree.
 * Made for hostile pages: one pass, no recursion, every stack and count has a limit, and no input makes it throw.
 */
import {Tokenizer, type TokenizerCallbacks} from 'htmlparser2';
import {BlockBuilder, tidyLine} from './block-builder.ts';
import {chooseMainBlocks} from './choose-main-blocks.ts';
import {blockElements, impliesEnd, Place, placeAttributes, placeOf, voidElements} from './html-elements.ts';
import type {TextBlock} from './page-reader.ts';

/** What a page says. */
export interface HtmlText {
  /** From `og:title`, else `<title>`, else the first `<h1>`; empty when there is none. */
  readonly title: string;
  readonly blocks: readonly TextBlock[];
}

/** Characters that are read; what comes after is left out. */
const maxLength = 3_000_000;
/** Open elements that are kept apart; deeper ones count as part of the innermost kept. */
const maxDepth = 400;
/** Elements that are told apart; after as many, tags only separate words. */
const maxElements = 150_000;
/** Lists that stand deeper are told apart no more. */
const maxListLevel = 6;
const maxAttributeLength = 1_000;
const maxTitleLength = 300;

/** Reads a whole page at once. Takes about two milliseconds per 100 KB. */
export function htmlToBlocks(html: string): HtmlText {
  const reading = new HtmlReading(html);
  reading.readOn(maxLength);
  return reading.result();
}

interface OpenElement {
  readonly name: string;
  readonly place: number;
  /** Numbered lists: the number of the next item. */
  next?: number;
}

const noAttributes: ReadonlyMap<string, string> = new Map();
const metaAttributes: ReadonlySet<string> = new Set(['property', 'name', 'content']);

/** A page that is being read, piece by piece, so that a long one need not hold up everything else. */
export class HtmlReading {
  readonly #html: string;
  readonly #tokenizer: Tokenizer;
  readonly #builder = new BlockBuilder();
  readonly #open: OpenElement[] = [];
  /** How many elements of each name are open, so that a stray end tag costs no search. */
  readonly #counts = new Map<string, number>();
  #position = 0;
  #elements = 0;
  #foreign = 0;
  #name = '';
  #attribute: string | undefined;
  #value = '';
  #attributes: Map<string, string> | undefined;
  #ogTitle = '';
  #title = '';

  constructor(html: string) {
    this.#html = html.length > maxLength ? html.slice(0, maxLength) : html;
    this.#tokenizer = new Tokenizer({}, this.#callbacks());
  }

  /**
   * Reads the next piece.
   * @param length - In characters.
   * @returns Whether the page is read to its end.
   */
  readOn(length: number): boolean {
    const piece = this.#html.slice(this.#position, this.#position + length);
    this.#position += piece.length;
    this.#tokenizer.write(piece);
    if (this.#position < this.#html.length) return false;
    this.#tokenizer.end();
    this.#builder.endBlock();
    return true;
  }

  /** What the page says, once it is read to its end. */
  result(): HtmlText {
    const {blocks} = this.#builder;
    const heading = blocks.find(({kind, place}) => kind === 'heading' && !(place & Place.aside));
    const title = tidyLine(this.#ogTitle) || tidyLine(this.#title) || (heading?.text ?? '');
    return {title: title.slice(0, maxTitleLength), blocks: chooseMainBlocks(blocks)};
  }

  #callbacks(): TokenizerCallbacks {
    // Offsets are those of the whole page, whatever the pieces.
    const slice = (start: number, end: number) => this.#html.slice(start, end);
    return {
      onopentagname: (start, end) => {
        this.#name = slice(start, end).toLowerCase();
        this.#attributes = undefined;
      },
      onattribname: (start, end) => {
        const name = slice(start, end).toLowerCase();
        const wanted = this.#name === 'meta' ? metaAttributes : placeAttributes;
        this.#attribute = wanted.has(name) ? name : undefined;
        this.#value = '';
      },
      onattribdata: (start, end) => {
        if (this.#attribute && this.#value.length < maxAttributeLength) this.#value += slice(start, end);
      },
      onattribentity: (codePoint) => {
        if (this.#attribute) this.#value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (this.#attribute === undefined) return;
        this.#attributes ??= new Map();
        if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value.slice(0, maxAttributeLength));
      },
      onopentagend: () => this.#startTag(false),
      onselfclosingtag: () => this.#startTag(true),
      onclosetag: (start, end) => this.#endTag(slice(start, end).toLowerCase()),
      ontext: (start, end) => this.#text(slice(start, end)),
      ontextentity: (codePoint) => this.#text(String.fromCodePoint(codePoint)),
      isInForeignContext: () => this.#foreign > 0,
      oncdata: (start, end, endOffset) => {
        if (this.#foreign > 0) this.#text(slice(start, end - endOffset));
      },
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    };
  }

  #startTag(selfClosing: boolean): void {
    const name = this.#name;
    this.#elements += 1;
    if (name === 'meta') this.#meta();
    else if (name === 'br') this.#builder.lineBreak(this.#place);
    else if (blockElements.has(name)) this.#breakBlock(name);
    if (voidElements.has(name)) return;

    const top = this.#open.at(-1);
    if (top && impliesEnd(name, top.name)) this.#close(this.#open.length - 1);
    if (selfClosing && (isForeign(name) || this.#foreign > 0)) return;
    const place = placeOf(name, this.#attributes ?? noAttributes, this.#place);
    const isFull = this.#open.length >= maxDepth || this.#elements > maxElements;
    // A script is never text, however deep it stands.
    const isDropped = (place & Place.dropped) !== 0 && !(this.#place & Place.dropped);
    if (isFull && !isDropped) return;
    if (name === 'td' || name === 'th') this.#builder.cell(place);
    else if (name === 'tr') this.#builder.begin({kind: 'row'});
    else if (name === 'li') this.#item();
    this.#open.push(name === 'ol' ? {name, place, next: firstNumber(this.#attributes?.get('start'))} : {name, place});
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (isForeign(name)) this.#foreign += 1;
  }

  #item(): void {
    const list = this.#open.findLast(({name}) => name === 'ol' || name === 'ul' || name === 'menu');
    const level = (this.#counts.get('ol') ?? 0) + (this.#counts.get('ul') ?? 0) || 1;
    this.#builder.begin({kind: 'item', level: Math.min(level, maxListLevel), ...(list?.next !== undefined && {ordinal: list.next++})});
  }

  #endTag(name: string): void {
    if (name === 'li' || name === 'tr') this.#builder.end();
    else if (blockElements.has(name)) this.#breakBlock(name);
    if (this.#counts.get(name)) this.#close(this.#open.findLastIndex((element) => element.name === name));
  }

  /** Closes the element at an index of the stack, and all that stands open in it. */
  #close(index: number): void {
    for (const {name} of this.#open.splice(index)) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
      if (isForeign(name)) this.#foreign -= 1;
    }
  }

  /** A block element begins or ends; in code, it is a line. */
  #breakBlock(name: string): void {
    if (this.#elements > maxElements) this.#builder.text(' ', this.#place);
    else if (this.#place & Place.code && name !== 'pre') this.#builder.codeLine(this.#place);
    else if (name === 'p' || name === 'div') this.#builder.paragraph(this.#place);
    else this.#builder.endBlock();
  }

  #text(text: string): void {
    if (this.#open.at(-1)?.name === 'title') {
      if (this.#title.length < maxTitleLength) this.#title += text;
    } else if (!(this.#place & Place.dropped)) this.#builder.text(text, this.#place);
  }

  #meta(): void {
    const key = this.#attributes?.get('property') ?? this.#attributes?.get('name');
    if (key === 'og:title' && this.#ogTitle === '') this.#ogTitle = this.#attributes?.get('content') ?? '';
  }

  /** Where text stands now. */
  get #place(): number {
    return this.#open.at(-1)?.place ?? 0;
  }
}

const firstNumber = (start: string | undefined): number => (start !== undefined && /^\d{1,6}$/u.test(start) ? Number(start) : 1);
const isForeign = (name: string): boolean => name === 'svg' || name === 'math';
const ignore = () => undefined;
