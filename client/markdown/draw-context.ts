/** client/markdown - what drawing needs to know besides the tokens. */
import {type CitationLookup} from './citation-link.ts';
import {type FootnoteBook} from './footnote-book.ts';
import {type Images} from './images.ts';

export interface DrawContext {
  /** Where citations lead. */
  readonly citation: CitationLookup;
  readonly footnotes: FootnoteBook;
  readonly images: Images;
}
