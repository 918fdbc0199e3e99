/** server/extraction - the worker that reads web pages and texts: see `page-extractor.ts`. */
import {markdownToBlocks, textToBlocks} from '../enrichment/text-to-blocks.ts';
import {decodeText} from './decode-text.ts';
import {fitText} from './fit-text.ts';
import {readHtml, type ReadPage} from './read-html.ts';
import type {SoloTask} from './solo-worker.ts';

/** A page as it came. */
export interface RawPage {
  /** Where it was found in the end. */
  readonly url: string;
  readonly bytes: Uint8Array;
  /** The `Content-Type`, for its charset; empty when there is none. */
  readonly contentType: string;
  readonly type: 'html' | 'markdown' | 'text';
}

/** Reads one page; without a task, loads what that takes. */
export async function readPage(given?: SoloTask<RawPage>): Promise<ReadPage | undefined> {
  if (!given) {
    await readHtml('https://warm.example/', warmUp);
    return undefined;
  }
  const {url, bytes, contentType, type} = given.task;
  const text = decodeText(bytes, contentType);
  if (type === 'markdown') return fitText(markdownToBlocks(text));
  if (type === 'text') return fitText(textToBlocks(text));
  return readHtml(url, text, (draft) => given.drafts.postMessage(draft));
}

/** An article, so that Readability is loaded too. */
const warmUp = `<title>Warm</title><article>${'<p>A paragraph that is long enough to be taken for prose by those who count letters, and so on, and on.</p>'.repeat(5)}</article>`;
