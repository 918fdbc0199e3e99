/** client/markdown - what drawing needs to know besides the tokens. */
import {type CitationLookup} from './citation-link.ts';
import {type FootnoteBook} from './footnote-book.ts';
import {type MarkdownWords} from './markdown-words.ts';

export interface DrawContext {
  /** Where citations lead. */
  readonly citation: CitationLookup;
  readonly footnotes: FootnoteBook;
  readonly words: () => MarkdownWords;
}
