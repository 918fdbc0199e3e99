/** server/extraction - finds the article in a page with Readability, on a light document tree. Runs in a worker: some pages cost it seconds. */
import {Readability} from '@mozilla/readability';
import {parseHTML} from 'linkedom';

/** An article as Readability leaves it. */
export interface Article {
  readonly html: string;
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
    // linkedom's types are a browser's window.
    const {document} = parseHTML(html) as unknown as {readonly document: Document};
    const article = new Readability(document, {disableJSONLD: true}).parse();
    return article?.content ? {html: article.content, byline: article.byline?.trim() ?? ''} : undefined;
  } catch {
    // It throws on a page without a body, and on trees that are too deep for its recursion.
    return undefined;
  }
}
