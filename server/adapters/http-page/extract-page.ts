/** server/adapters/http-page - takes the text out of a page that was fetched. */
import type {PageText} from '../../enrichment/page-reader.ts';
import type {PageExtractor} from '../../extraction/page-extractor.ts';
import type {PdfReader} from '../../extraction/pdf-reader.ts';
import {pageError} from './page-errors.ts';
import {type FetchedPage, unsupported} from './fetch-page.ts';
import {sniffType} from './sniff-type.ts';

/** Who reads what. */
export interface Extractors {
  readonly pages: PageExtractor;
  readonly pdfs: PdfReader;
}

/**
 * Reads a page's main text and what it says of itself.
 * @param signal - Leaves at once.
 * @throws UpstreamError - `unsupported-type`, `empty` when there is no text in it, or what stands in its place.
 */
export async function extractPage({url, contentType, bytes}: FetchedPage, {pages, pdfs}: Extractors, signal: AbortSignal): Promise<PageText> {
  const {length} = bytes;
  if (length === 0) throw pageError(url, 'it is empty', {code: 'empty', reason: 'There is no text in the page.', retryable: false});
  const type = sniffType(contentType, bytes);
  if (typeof type === 'object') throw unsupported(url, type.unreadable);
  if (type !== 'pdf') return {...(await pages.read({url, bytes, contentType, type}, signal)), bytes: length, how: 'page'};
  const {pages: read, ...about} = await pdfs.read(url, bytes, signal);
  return {...about, blocks: read.flat(), bytes: length, how: 'page'};
}
