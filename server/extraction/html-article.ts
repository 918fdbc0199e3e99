/** server/extraction - finds the article in a page with Readability, on a light document tree. Runs in a worker: some pages cost it seconds. */
import {Readability} from '@mozilla/readability';
import type {TextBlock} from '../enrichment/page-reader.ts';
import type {ElementNode} from './article-tree/nodes.ts';
import {PageDocument} from './article-tree/page-document.ts';
import {treeToBlocks} from './article-tree/tree-to-blocks.ts';

/** An article as Readability leaves it. */
export interface Article {
  readonly blocks: readonly TextBlock[];
  /** Who wrote it, where the page shows that; empty otherwise. */
  readonly byline: string;
}

/**
 * Finds the article in a page.
 * @param html - Without scripts, and not nested without measure: deep trees are what hangs it.
 * @returns `undefined` when there is none to be found.
 */
export function findArticle(html: string): Article | undefined {
  try {
    // Its types take a whole DOM; it uses as much of it as there is.
    const document = new PageDocument(html) as unknown as Document;
    const article = new Readability<ElementNode>(document, {disableJSONLD: true, serializer: (content: unknown) => content as ElementNode}).parse();
    return article?.content ? {blocks: treeToBlocks(article.content), byline: article.byline?.trim() ?? ''} : undefined;
  } catch {
    // Trees may be too deep for its recursion.
    return undefined;
  }
}
