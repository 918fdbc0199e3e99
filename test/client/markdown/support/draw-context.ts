/** test/client/markdown - what drawing needs, for parts of the renderer that are tested by themselves. */
import type {DrawContext} from '../../../../client/markdown/draw-context.ts';
import {FootnoteBook} from '../../../../client/markdown/footnote-book.ts';
import {Images} from '../../../../client/markdown/images.ts';
import {englishMarkdownWords} from '../../../../client/markdown/markdown-words.ts';
import {Region} from '../../../../client/markdown/region.ts';

/** A region that is the whole answer; it knows of no sources. */
export function topRegion(root: Element): Region {
  const words = () => englishMarkdownWords;
  const context: DrawContext = {citation: () => undefined, images: new Images(words), footnotes: new FootnoteBook(root, words)};
  return new Region(root, context, true);
}
