/** server/adapters/corpus - a PDF as Markdown, a heading for each page, so that a hit points to its page. */
import {blocksToMarkdown} from '../../enrichment/blocks-to-markdown.ts';
import type {TextBlock} from '../../enrichment/page-reader.ts';
import type {PdfReader} from '../../extraction/pdf-reader.ts';

let reader: Promise<PdfReader> | undefined;

/**
 * Reads a PDF, in a worker of its own that is there while PDFs are read.
 * @param name - For errors.
 * @throws UpstreamError - When it is locked, damaged or has no text.
 */
export async function readPdf(name: string, bytes: Uint8Array): Promise<{readonly title: string; readonly text: string}> {
  // Most corpora have no PDFs.
  reader ??= import('../../extraction/pdf-reader.ts').then(({PdfReader}) => new PdfReader());
  const {title, pages} = await (await reader).read(name, bytes);
  return {title, text: pages.length > 1 ? pages.flatMap(toPage).join('\n\n') : blocksToMarkdown(pages.flat())};
}

const toPage = (blocks: readonly TextBlock[], place: number): string[] =>
  blocks.length > 0 ? [`## Page ${place + 1}`, blocksToMarkdown(blocks.map((block) => (block.kind === 'heading' ? {...block, level: 3} : block)))] : [];

/** Ends the worker, if there is one. */
export async function closePdfReader(): Promise<void> {
  const open = await reader;
  reader = undefined;
  await open?.close();
}
