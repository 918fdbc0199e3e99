/** server/adapters/http-page - takes the text out of a page that was fetched. */
import {setImmediate as nextTurn} from 'node:timers/promises';
import {HtmlReading, type HtmlText} from '../../enrichment/html-to-blocks.ts';
import type {PageText} from '../../enrichment/page-reader.ts';
import {markdownToBlocks, textToBlocks} from '../../enrichment/text-to-blocks.ts';
import {decodeText} from './decode-text.ts';
import {type FetchedPage, unsupported} from './fetch-page.ts';
import {pageError} from './page-errors.ts';
import {type PageType, sniffType} from './sniff-type.ts';

/** Characters of HTML that are read in one turn: a millisecond or two. */
const pieceLength = 65_536;

/**
 * Reads a page's title and main text. A long page is read in pieces, with other work between them.
 * @param signal - Ends it at the next piece.
 * @throws UpstreamError - `unsupported-type`, or `empty` when there is no text in it.
 */
export async function extractPage(url: string, {contentType, bytes}: FetchedPage, signal: AbortSignal): Promise<PageText> {
  const type = sniffType(contentType, bytes);
  if (typeof type === 'object') throw unsupported(url, type.unreadable);
  const {title, blocks} = await readAs(type, decodeText(bytes, contentType), signal);
  if (blocks.length === 0) throw pageError(url, 'it has no text', {code: 'empty', reason: 'There is no text in the page.', retryable: false});
  return {title, blocks, bytes: bytes.length, how: 'page'};
}

async function readAs(type: PageType, text: string, signal: AbortSignal): Promise<HtmlText> {
  if (type === 'markdown') return markdownToBlocks(text);
  if (type === 'text') return textToBlocks(text);
  const reading = new HtmlReading(text);
  while (!reading.readOn(pieceLength)) await nextTurn(undefined, {signal});
  return reading.result();
}
