/**
 * server/enrichment - Markdown as a list of blocks, in one pass over its lines.
 * A full parser takes ten times as long and 40 MB more; for finding and quoting text, headings, paragraphs and code are enough.
 */
import type {TextBlock} from './page-reader.ts';
import {linesOf} from './lines-of.ts';
import {inlineText} from './markdown-inline.ts';
import {joinCells} from './table-row.ts';

/** A block of a document; headings know their level, and the text that their id is made of. */
export interface DocumentBlock extends TextBlock {
  /** What the heading's id is made of; headings only. */
  readonly anchor?: string;
}

/** A document with more blocks is data, not text: what comes after is left out. */
export const MAX_BLOCKS = 20_000;
/** A paragraph or piece of code that gets longer becomes several blocks. In UTF-16 units. */
const MAX_LENGTH = 10_000;
/** Markers of quotes and list items that one line may begin with; more of them are text. */
const MAX_MARKERS = 20;

/**
 * Reads Markdown without HTML in it (see `tidyMarkdown`). A list item and a table row are a paragraph each;
 * quoted text counts like any other; link definitions and rules are left out.
 */
export function markdownBlocks(markdown: string): DocumentBlock[] {
  const reading = new MarkdownReading();
  for (const line of linesOf(markdown)) {
    reading.line(line);
    if (reading.isFull) break;
  }
  return reading.end();
}

const fenceLine = /^\s*(`{3,}|~{3,})([^`]*)$/;
const atxHeading = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const tableRule = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const linkDefinition = /^ {0,3}\[[^\]]{1,300}\]:[ \t]*\S/;
const listMarker = /^\s*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)/;
const quoteMarker = /^ {0,3}>[ \t]?/;

class MarkdownReading {
  readonly #blocks: DocumentBlock[] = [];
  #paragraph: string[] = [];
  /** Length of the open paragraph or code. */
  #length = 0;
  #code: string[] | undefined;
  /** What closes the code; undefined for code by indentation. */
  #fence: string | undefined;
  #isQuotedCode = false;
  #isList = false;
  #isTable = false;

  get isFull(): boolean {
    return this.#blocks.length >= MAX_BLOCKS;
  }

  line(line: string): void {
    if (this.#code && this.#goesOn(this.#code, line)) return;
    this.#endCode();
    this.#prose(line);
  }

  end(): DocumentBlock[] {
    this.#endCode();
    this.#endParagraph();
    return this.#blocks;
  }

  /** Takes a line of the open code, or says that it is none. */
  #goesOn(code: string[], line: string): boolean {
    if (this.#fence === undefined) {
      if (!/^(?: {4}|\t|\s*$)/.test(line)) return false;
      this.#pushCodeLine(code, line.replace(/^(?: {1,4}|\t)/, ''));
      return true;
    }
    if (this.#isQuotedCode && !quoteMarker.test(line)) return false;
    const content = this.#isQuotedCode ? line.replace(quoteMarker, '') : line;
    const closing = fenceLine.exec(content);
    if (closing?.[1]?.startsWith(this.#fence) && !closing[2]?.trim()) this.#endCode();
    else this.#pushCodeLine(code, content);
    return true;
  }

  #prose(line: string, markers = 0, isQuoted = false): void {
    const fence = fenceLine.exec(line)?.[1];
    if (line.trim() === '') this.#endParagraph();
    else if (fence !== undefined) this.#beginCode(fence, isQuoted);
    else if (markers < MAX_MARKERS && quoteMarker.test(line)) this.#prose(line.replace(quoteMarker, ''), markers + 1, true);
    else if (this.#isIndentedCode(line)) this.#code = [line.replace(/^(?: {4}|\t)/, '')];
    else if (atxHeading.test(line)) this.#atx(line);
    else if (this.#paragraph.length > 0 && !this.#isList && underline.test(line)) this.#setext(line);
    else if (rule.test(line)) this.#endParagraph();
    else if (line.includes('|') && tableRule.test(line)) this.#beginTable();
    else if (this.#isTable && line.includes('|')) this.#row(line);
    else if (markers < MAX_MARKERS && listMarker.test(line)) this.#item(line, markers, isQuoted);
    else if (this.#paragraph.length === 0 && linkDefinition.test(line)) return;
    else {
      if (markers === 0 && this.#paragraph.length === 0 && !/^\s/.test(line)) this.#isList = false;
      this.#paragraph.push(line);
      this.#length += line.length + 1;
      if (this.#length >= MAX_LENGTH) this.#endParagraph();
    }
  }

  /** Indented lines are code, unless they go on with a paragraph or belong to a list. */
  #isIndentedCode(line: string): boolean {
    return this.#paragraph.length === 0 && !this.#isList && /^(?: {4}|\t)/.test(line);
  }

  #beginCode(fence: string, isQuoted: boolean): void {
    this.#endParagraph();
    this.#fence = fence;
    this.#isQuotedCode = isQuoted;
    this.#code = [];
  }

  #pushCodeLine(code: string[], line: string): void {
    code.push(line);
    this.#length += line.length + 1;
    if (this.#length >= MAX_LENGTH) this.#pushCode();
  }

  #endCode(): void {
    if (!this.#code) return;
    this.#pushCode();
    this.#code = undefined;
    this.#fence = undefined;
  }

  #pushCode(): void {
    const text = (this.#code ?? []).join('\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd();
    if (text !== '') this.#blocks.push({kind: 'code', text});
    this.#code = [];
    this.#length = 0;
  }

  #atx(line: string): void {
    this.#endParagraph();
    const [hashes = '', marks = ''] = atxHeading.exec(line) ?? [];
    this.#heading(line.slice(hashes.length).trim().replace(/(?:^|[ \t])#+$/, ''), marks.length);
  }

  #setext(line: string): void {
    const text = this.#paragraph.map((line) => line.trim()).join('\n');
    this.#paragraph = [];
    this.#heading(text, line.includes('=') ? 1 : 2);
  }

  #heading(markdown: string, level: number): void {
    this.#isList = false;
    this.#blocks.push({kind: 'heading', text: inlineText(markdown), level, anchor: inlineText(markdown, {asAnchor: true})});
  }

  /** The paragraph before a table's rule is its head. */
  #beginTable(): void {
    const head = this.#paragraph.pop();
    this.#endParagraph();
    if (head !== undefined) this.#row(head);
    this.#isTable = true;
  }

  #row(line: string): void {
    const cells = line.trim().replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/);
    this.#push(joinCells(cells.map((cell) => inlineText(cell)).filter(Boolean)));
  }

  #item(line: string, markers: number, isQuoted: boolean): void {
    this.#endParagraph();
    this.#isList = true;
    const content = line.replace(listMarker, '');
    if (content !== '') this.#prose(content, markers + 1, isQuoted);
  }

  #endParagraph(): void {
    if (this.#paragraph.length > 0) this.#push(inlineText(this.#paragraph.join('\n')));
    this.#paragraph = [];
    this.#length = 0;
    this.#isTable = false;
  }

  #push(text: string): void {
    if (text !== '') this.#blocks.push({kind: 'paragraph', text});
  }
}
