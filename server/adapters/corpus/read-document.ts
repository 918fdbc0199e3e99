/** server/adapters/corpus - a file's text as what is kept of it: a title, sections to search, text to show. */
import {basename, extname} from 'node:path/posix';
import {blocksToMarkdown} from '../../enrichment/blocks-to-markdown.ts';
import {type DocumentBlock, markdownBlocks} from '../../enrichment/markdown-blocks.ts';
import {textToBlocks} from '../../enrichment/text-to-blocks.ts';
import {tidyMarkdown} from '../../enrichment/tidy-markdown.ts';
import type {CorpusDocument} from '../../search/corpus-document.ts';
import {readPdf} from './read-pdf.ts';
import {type Section, toSections} from './sections.ts';

/** What is kept of a file. */
export interface ReadDocument extends Pick<CorpusDocument, 'title' | 'format' | 'text'> {
  /** Where it is in its npm package, with the package's name: the same wherever the package is installed. Undefined outside packages. */
  readonly inPackage: string | undefined;
  readonly sections: readonly Section[];
}

const MAX_TITLE = 200;
/** First headings of packages' documents that say nothing of what the document is. */
const noTitle = /^(?:v?\d+\.\d|(?:install(?:ation)?|usage|license|table of contents|contents)$)/i;
/** Of a longer HTML document, the beginning is read. In UTF-16 units. */
const MAX_HTML = 1_000_000;

/**
 * Reads a document by the ending of its name: `.html` and `.htm`, `.txt`, everything else as Markdown.
 * Its title is its first heading (a PDF's what it says itself), else what its front matter or `<title>` says, else its file name. In an npm
 * package the first heading must be a top one, not a version or `Installation`, and the package's name comes first, unless the title holds it.
 * @param path - Where the file is, with `/`; only its name and the package it is in matter.
 * @param raw - The file's whole text; the bytes of a PDF.
 */
export async function readDocument(path: string, raw: string | Uint8Array): Promise<ReadDocument> {
  const {text, format, title: ownTitle} = await toKept(path, raw);
  const blocks = documentBlocks(format, text);
  const inPackage = /.*(?:^|\/)node_modules\/(.+\/.+)/.exec(path)?.[1];
  const heading = blocks.find(({kind, text: words}) => kind === 'heading' && words !== '');
  const isTitle = heading && typeof raw === 'string' && (inPackage === undefined || (heading.level === 1 && !noTitle.test(heading.text)));
  const title = isTitle ? heading.text : ownTitle || basename(path, extname(path));
  return {title: withPackage(title, inPackage).slice(0, MAX_TITLE).toWellFormed(), format, text, inPackage, sections: toSections(blocks, title)};
}

/** A kept document's text as blocks, in reading order. */
export const documentBlocks = (format: CorpusDocument['format'], text: string): readonly DocumentBlock[] =>
  format === 'markdown' ? markdownBlocks(text) : textToBlocks(text).blocks;

async function toKept(path: string, raw: string | Uint8Array): Promise<Pick<ReadDocument, 'text' | 'format' | 'title'>> {
  if (typeof raw !== 'string') return {format: 'markdown', ...(await readPdf(path, raw))};
  switch (extname(path).toLowerCase()) {
    case '.txt':
      return {text: raw, format: 'text', title: ''};
    case '.html':
    case '.htm': {
      // Most corpora have no HTML, and its parser takes memory.
      const {htmlToBlocks} = await import('../../enrichment/html-to-blocks.ts');
      const {title, blocks} = htmlToBlocks(raw.slice(0, MAX_HTML));
      return {text: blocksToMarkdown(blocks), format: 'markdown', title};
    }
    default:
      return {format: 'markdown', ...tidyMarkdown(raw)};
  }
}

function withPackage(title: string, inPackage: string | undefined): string {
  const [, name, bareName] = /^((?:@[^/]+\/)?([^/]+))/.exec(inPackage ?? '') ?? [];
  if (name === undefined || bareName === undefined) return title;
  if (/^readme$/i.test(title)) return name;
  return title.toLowerCase().includes(bareName.toLowerCase()) ? title : `${name}: ${title}`;
}
