/**
 * server/enrichment - reads HTML into a title and blocks of its main text, without a document tree.
 * Made for hostile pages: one pass, no recursion, every stack and count has a limit, and no input makes it throw.
 */
import {Tokenizer, type TokenizerCallbacks} from 'htmlparser2';
import {BlockBuilder} from './block-builder.ts';
import {chooseMainBlocks} from './choose-main-blocks.ts';
import {blockElements, impliesEnd, Place, placeAttributes, placeOf, voidElements} from './html-elements.ts';
import {type About, PageAbout} from './page-about.ts';
import type {TextBlock} from './page-reader.ts';
import {Ranges} from './ranges.ts';

/** What a page says. Its title is from `og:title`, else `<title>`, else the first heading. */
export interface HtmlText extends About {
  readonly blocks: readonly TextBlock[];
  /** Whether a limit left out the rest. */
  readonly truncated?: true;
}

/** How much there was to a page: its elements, how deep they stand (up to {@link maxDepth}), and pieces of text. */
export type HtmlSize = Readonly<Record<'elements' | 'depth' | 'texts', number>>;

/** Characters that are read; what comes after is left out. */
const maxLength = 3_000_000;
/** Open elements that are kept apart; deeper ones count as part of the innermost kept. */
export const maxDepth = 400;
/** Elements that are told apart; after as many, tags only separate words. */
const maxElements = 150_000;
/** Lists that stand deeper are told apart no more. */
const maxListLevel = 6;
const maxAttributeLength = 1_000;

/** Reads a whole page at once. Takes about two milliseconds per 100 KB. */
export const htmlToBlocks = (html: string): HtmlText => new HtmlReading(html).readAll().result();

interface OpenElement {
  readonly name: string;
  readonly place: number;
  /** Numbered lists: the number of the next item. */
  next?: number;
  /** The outermost of elements that are dropped or stand aside: where it begins. */
  readonly from?: number;
}

const noAttributes: ReadonlyMap<string, string> = new Map();
/** Attributes that are heard of besides those that say where text stands. */
const aboutAttributes = new Map<string, ReadonlySet<string>>([
  ['meta', new Set(['property', 'name', 'itemprop', 'http-equiv', 'content'])],
  ['script', new Set(['type'])],
  ['html', new Set(['lang'])],
  ['time', new Set(['datetime'])],
]);

/** A page that is being read. */
export class HtmlReading {
  readonly #html: string;
  readonly #tokenizer: Tokenizer;
  readonly #builder = new BlockBuilder();
  readonly #open: OpenElement[] = [];
  /** How many elements of each name are open, so that a stray end tag costs no search. */
  readonly #counts = new Map<string, number>();
  #elements = 0;
  #foreign = 0;
  #name = '';
  #attribute: string | undefined;
  #value = '';
  #attributes: Map<string, string> | undefined;
  #tagStart = 0;
  #deepest = 0;
  #texts = 0;
  #isLinkedData = false;
  readonly #unseen = new Ranges();
  readonly about = new PageAbout();

  constructor(html: string) {
    this.#html = html.length > maxLength ? html.slice(0, maxLength) : html;
    this.#tokenizer = new Tokenizer({}, this.#callbacks());
  }

  /** Reads the page to its end. */
  readAll(): this {
    this.#tokenizer.write(this.#html);
    this.#tokenizer.end();
    return this;
  }

  /** An element of a page that is a tree already begins; it ends with {@link endElement}. */
  startElement(name: string, attributes: readonly {readonly name: string; readonly value: string}[]): void {
    this.#name = name;
    this.#attributes = new Map(attributes.map(({name: key, value}) => [key, value]));
    this.#startTag(false);
  }

  readonly endElement = (name: string): void => this.#endTag(name, 0, 0);

  /** What the page says, once it is read to its end. */
  result(): HtmlText {
    this.#builder.endBlock();
    const {blocks} = this.#builder;
    const heading = blocks.find(({kind, place}) => kind === 'heading' && !(place & Place.aside));
    return {...this.about.result(heading?.text ?? ''), blocks: chooseMainBlocks(blocks), ...(this.#isTruncated && {truncated: true})};
  }

  /** How much was read so far. */
  get size(): HtmlSize {
    return {elements: this.#elements, depth: this.#deepest, texts: this.#texts};
  }

  /** The page without what is not its content: scripts, styles, comments, hidden parts, menus and what else stands aside. */
  withoutAside(): string {
    this.#close(0, this.#html.length);
    return this.#unseen.cutFrom(this.#html, seam);
  }

  #callbacks(): TokenizerCallbacks {
    const slice = (start: number, end: number) => this.#html.slice(start, end);
    return {
      onopentagname: (start, end) => {
        this.#tagStart = start - 1;
        this.#name = slice(start, end).toLowerCase();
        this.#attributes = undefined;
      },
      onattribname: (start, end) => {
        const name = slice(start, end).toLowerCase();
        const wanted = aboutAttributes.get(this.#name) ?? placeAttributes;
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
      onclosetag: (start, end) => this.#endTag(slice(start, end).toLowerCase(), start, end),
      ontext: (start, end) => this.text(slice(start, end)),
      ontextentity: (codePoint) => this.text(String.fromCodePoint(codePoint)),
      isInForeignContext: () => this.#foreign > 0,
      oncdata: (start, end, endOffset) => {
        if (this.#foreign > 0) this.text(slice(start, end - endOffset));
      },
      oncomment: (start, end) => this.#unseen.add(Math.max(0, this.#html.lastIndexOf('<', start - 1)), end + 1),
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    };
  }

  #startTag(selfClosing: boolean): void {
    const name = this.#name;
    this.#elements += 1;
    if (name === 'meta') this.about.meta(this.#attributes ?? noAttributes);
    else if (name === 'br') this.#builder.lineBreak(this.#place);
    else if (blockElements.has(name) && !(placeOf(name, this.#attributes ?? noAttributes, this.#place) & Place.dropped)) this.#breakBlock(name);
    if (voidElements.has(name)) return;

    this.#hearAbout(name);
    const top = this.#open.at(-1);
    if (top && impliesEnd(name, top.name)) this.#close(this.#open.length - 1, this.#tagStart);
    if (selfClosing && (isForeign(name) || this.#foreign > 0)) return;
    const place = placeOf(name, this.#attributes ?? noAttributes, this.#place);
    const isFull = this.#open.length >= maxDepth || this.#elements > maxElements;
    // A script is never text, however deep it stands.
    const isDropped = (place & Place.dropped) !== 0 && !(this.#place & Place.dropped);
    const isAside = (place & Place.aside) !== 0 && !(this.#place & Place.aside);
    if (isFull && !isDropped) return;
    if (name === 'td' || name === 'th') this.#builder.cell(place);
    else if (name === 'tr') this.#builder.begin({kind: 'row'});
    else if (name === 'li') this.#item();
    this.#open.push({name, place, ...(name === 'ol' && {next: firstNumber(this.#attributes?.get('start'))}), ...((isDropped || isAside) && {from: this.#tagStart})});
    this.#deepest = Math.max(this.#deepest, this.#open.length);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (isForeign(name)) this.#foreign += 1;
  }

  /** Some elements say something of the page as a whole. */
  #hearAbout(name: string): void {
    this.#isLinkedData = name === 'script' && this.#attributes?.get('type')?.trim().toLowerCase() === 'application/ld+json';
    if (this.#isLinkedData) this.about.beginLinkedData();
    else if (name === 'html') this.about.language(this.#attributes?.get('lang') ?? '');
    else if (name === 'time' && !(this.#place & Place.aside)) this.about.time(this.#attributes?.get('datetime') ?? '');
  }

  #item(): void {
    const list = this.#open.findLast(({name}) => name === 'ol' || name === 'ul' || name === 'menu');
    const level = (this.#counts.get('ol') ?? 0) + (this.#counts.get('ul') ?? 0) || 1;
    this.#builder.begin({kind: 'item', level: Math.min(level, maxListLevel), ...(list?.next !== undefined && {ordinal: list.next++})});
  }

  #endTag(name: string, start: number, end: number): void {
    if (name === 'li' || name === 'tr') this.#builder.end();
    else if (blockElements.has(name) && !(this.#place & Place.dropped)) this.#breakBlock(name);
    if (!this.#counts.get(name)) return;
    const index = this.#open.findLastIndex((element) => element.name === name);
    this.#close(index, this.#open[index]?.from === undefined ? start - 2 : this.#afterTag(end));
  }

  /** Where a tag ends whose name ends here. */
  #afterTag(nameEnd: number): number {
    const end = this.#html.indexOf('>', nameEnd);
    return end < 0 ? this.#html.length : end + 1;
  }

  /** Closes the element at an index of the stack, and all that stands open in it; what was not seen of it ends there. */
  #close(index: number, at: number): void {
    for (const {name, from} of this.#open.splice(index)) {
      if (from !== undefined) this.#unseen.add(from, at);
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

  /** Text of the element that is open. */
  text(text: string): void {
    this.#texts += 1;
    const name = this.#open.at(-1)?.name;
    if (name === 'title' && !(this.#place & Place.dropped)) this.about.titleText(text);
    else if (name === 'script' && this.#isLinkedData) this.about.linkedData(text);
    else if (!(this.#place & Place.dropped)) this.#builder.text(text, this.#place);
  }

  get #isTruncated(): boolean {
    return this.#html.length >= maxLength || this.#elements > maxElements || this.#builder.isFull;
  }

  /** Where text stands now. */
  get #place(): number {
    return this.#open.at(-1)?.place ?? 0;
  }
}

/** A bracket or the beginning of a reference must not become a tag or a character with what stood behind the cut. */
const seam = (before: string): string => (/(?:<|&#?\w*)$/u.test(before.slice(-40)) ? ' ' : '');
const firstNumber = (start: string | undefined): number => (start !== undefined && /^\d{1,6}$/u.test(start) ? Number(start) : 1);
const isForeign = (name: string): boolean => name === 'svg' || name === 'math';
const ignore = () => undefined;
