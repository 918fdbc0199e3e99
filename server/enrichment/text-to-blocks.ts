/** server/enrichment - reads plain text and Markdown into a title and blocks, without inline markup. */
import {tidyCode, tidyLine} from './block-builder.ts';
import type {HtmlText} from './html-to-blocks.ts';
import type {TextBlock} from './page-reader.ts';

/** Characters that are read; what comes after is left out. */
const maxLength = 1_000_000;

/** Plain text: blocks are set off by empty lines; there is no title. */
export function textToBlocks(text: string): HtmlText {
  const blocks = text
    .slice(0, maxLength)
    .split(/\n\s*\n/u)
    .map((block): TextBlock => ({kind: 'paragraph', text: tidyLine(block)}));
  return {title: '', blocks: blocks.filter(({text: line}) => line !== '')};
}

/** Markdown: headings, paragraphs, one block for each list item and table row, fenced code. The title is the first heading. */
export function markdownToBlocks(markdown: string): HtmlText {
  const reading = new MarkdownReading();
  for (const line of withoutFrontMatter(markdown.slice(0, maxLength)).split(/\r?\n/u)) reading.line(line);
  const blocks = reading.end();
  return {title: blocks.find(({kind}) => kind === 'heading')?.text ?? '', blocks};
}

const withoutFrontMatter = (markdown: string): string => markdown.replace(/^\ufeff?---\r?\n[^]*?\n---\r?\n/u, '');

class MarkdownReading {
  readonly #blocks: TextBlock[] = [];
  #paragraph: string[] = [];
  #code: string[] = [];
  /** The fence that will end the open code block. */
  #fence: string | undefined;

  line(line: string): void {
    const fence = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (this.#fence !== undefined) {
      if (fence?.startsWith(this.#fence)) this.#endCode();
      else this.#code.push(line);
    } else if (fence !== undefined) {
      this.#endParagraph();
      this.#fence = fence;
    } else this.#prose(line);
  }

  end(): readonly TextBlock[] {
    this.#endCode();
    this.#endParagraph();
    return this.#blocks;
  }

  #prose(line: string): void {
    if (line === '') {
      this.#endParagraph();
      return;
    }
    const text = line.replace(/^\s*(?:>\s?)+/u, '');
    const heading = /^ {0,3}#{1,6}\s(.*)$/u.exec(text)?.[1];
    if (heading !== undefined) {
      this.#endParagraph();
      this.#add('heading', heading.trimEnd().replace(/\s#+$/u, ''));
    } else if (/^\s*(?:=+|-+)\s*$/u.test(text)) this.#endParagraph(this.#paragraph.length === 1 ? 'heading' : 'paragraph');
    else if (/^\s*$|^\s*(?:\*\s*){3,}$|^[\s|:-]+$/u.test(text)) this.#endParagraph();
    else {
      // List items and table rows stand for themselves.
      const item = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)$/u.exec(text)?.[1];
      if (item !== undefined || /^\s*\|/u.test(text)) this.#endParagraph();
      this.#paragraph.push(item ?? text);
    }
  }

  #endParagraph(kind: 'heading' | 'paragraph' = 'paragraph'): void {
    if (this.#paragraph.length === 0) return;
    this.#add(kind, this.#paragraph.join(' '));
    this.#paragraph = [];
  }

  #endCode(): void {
    const text = tidyCode(this.#code.join('\n'));
    if (text !== '') this.#blocks.push({kind: 'code', text});
    this.#code = [];
    this.#fence = undefined;
  }

  #add(kind: 'heading' | 'paragraph', markdown: string): void {
    const text = tidyLine(withoutInlineMarkup(markdown));
    if (text !== '') this.#blocks.push({kind, text});
  }
}

/** Links become their text, images their description; emphasis, code marks and HTML tags go. Every pattern is bounded: the text is a stranger's. */
const withoutInlineMarkup = (text: string): string =>
  withoutLinks(withoutLinks(text)) // twice: an image may be a link
    .replace(/<\/?[a-z!][^<>]{0,1000}>/giu, ' ')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~]{1,2000}?)\1/gu, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,2000}?)\*(?!\w)/gu, '$1')
    .replace(/`{1,3}([^`]{1,2000})`{1,3}/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/gu, '$1');

const withoutLinks = (text: string): string =>
  text.replace(/!?\[([^[\]]{0,500})\](?:\([^()\s]{0,2000}(?:\s"[^"]{0,500}")?\)|\[[^[\]]{0,200}\])/gu, '$1');
