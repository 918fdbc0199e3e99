/** server/extraction - reads a page: all of its text without menus, and for an article, what Readability keeps of it. */
import {HtmlReading, type HtmlText, maxDepth} from '../enrichment/html-to-blocks.ts';
import type {TextBlock} from '../enrichment/page-reader.ts';
import {fitText} from './fit-text.ts';
import {recogniseWall, type Wall} from './recognise-wall.ts';

/** What a page says, or what stands before it. */
export interface ReadPage extends HtmlText {
  /** What is shown in place of the page, if it seems so. */
  readonly wall?: Wall;
}

/** Pages with more are read without Readability, whose time grows faster than they do. */
const maxElements = 20_000;
const maxTexts = 50_000;
const maxLength = 1_500_000;
/** A line with as many characters is prose. Most of an article is. */
const proseLength = 80;
const proseShare = 0.7;
/** An article has as many characters, and as large a share of the page's text without menus; what has less is a part of something that is none. */
const articleLength = 200;
const articleShare = 0.6;

/**
 * Reads a page. On some three hundred real pages of all kinds this gives more of the content and less of the rest than Readability alone:
 * of lists, forums and shops it keeps too little. The shares are those that did best.
 * @param url - Where the page was found in the end.
 * @param onDraft - Is told the text as it is before Readability, which may take long.
 */
export async function readHtml(url: string, html: string, onDraft: (draft: ReadPage) => void = () => undefined): Promise<ReadPage> {
  const reading = new HtmlReading(html).readAll();
  const text = fitText(reading.result());
  const wall = recogniseWall({url, html, title: text.title, blocks: text.blocks});
  if (wall) return {...text, wall};
  if (!mayHaveArticle(reading, text.blocks, html.length)) return text;
  onDraft(text);
  // Loaded for the first article: a corpus never needs it.
  const {findArticle} = await import('./html-article.ts');
  const article = findArticle(reading.withoutAside());
  const blocks = article?.blocks ?? [];
  if (lengthOf(blocks) < Math.max(articleLength, articleShare * lengthOf(text.blocks))) return text;
  const author = text.author ?? (article?.byline === '' || (article?.byline.length ?? 0) > 120 ? undefined : article?.byline);
  return fitText({...text, blocks, ...(author !== undefined && {author})});
}

function mayHaveArticle({size, about}: HtmlReading, blocks: readonly TextBlock[], length: number): boolean {
  const {elements, depth, texts} = size;
  if (elements > maxElements || depth >= maxDepth || texts > maxTexts || length > maxLength) return false;
  const prose = lengthOf(blocks.filter(({text}) => text.length >= proseLength));
  return lengthOf(blocks) >= articleLength && (prose >= proseShare * lengthOf(blocks) || about.isArticle);
}

const lengthOf = (blocks: readonly TextBlock[]): number => blocks.reduce((length, {text}) => length + text.length, 0);
