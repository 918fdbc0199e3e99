/** server/search - from what a provider found to what a reader is shown: canonical, bounded, plain. */
import type {SearchHit} from '../../shared/search-hit.ts';
import {canonicalUrl} from './canonical-url.ts';
import {pageId} from './page-id.ts';
import type {FoundPage} from './search-provider.ts';

const MAX_TITLE = 300;
const MAX_SNIPPET = 2_000;
const MAX_DETAIL = 200;

/**
 * Makes the hit of a found page.
 * @param page - As the provider gave it; its lengths are not to be trusted. A page without a title is called by its address.
 * @param rank - Its place among its query's hits, from 1.
 */
export function toSearchHit(page: FoundPage, rank: number): SearchHit {
  const url = canonicalUrl(page.url);
  const age = oneLine(page.age ?? '', MAX_DETAIL);
  const siteName = oneLine(page.siteName ?? '', MAX_DETAIL);
  return {
    id: pageId(url),
    url,
    title: oneLine(page.title, MAX_TITLE) || oneLine(url, MAX_TITLE),
    snippet: oneLine(page.snippet, MAX_SNIPPET),
    rank,
    ...(age && {age}),
    ...(siteName && {siteName}),
  };
}

const oneLine = (text: string, maxLength: number): string => {
  const line = text.slice(0, 4 * maxLength).replace(/\s+/g, ' ').trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd().toWellFormed()}…`;
};
