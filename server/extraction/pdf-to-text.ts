/** server/extraction - reads a PDF into its title and the paragraphs of each page. Runs where it is called: a worker's work (see `pdf-reader.ts`). */
import type {TextBlock} from '../enrichment/page-reader.ts';
import {pdfLines, type PdfLine} from './pdf-lines.ts';
import {linesToBlocks} from './pdf-paragraphs.ts';

/** Why a PDF has no text for us. */
export type PdfProblem = 'encrypted' | 'broken' | 'scanned';

/** What a PDF says. */
export interface PdfText {
  /** Of the document's own data, else its first heading; empty when there is none. */
  readonly title: string;
  readonly author?: string;
  /** ISO 8601 date. */
  readonly published?: string;
  /** BCP 47 tag. */
  readonly language?: string;
  /** The blocks of each page, in order; a page without text is empty. */
  readonly pages: readonly (readonly TextBlock[])[];
  /** Whether a limit left pages or text out. */
  readonly truncated?: true;
}

/** Options for {@link pdfToText}. */
export interface PdfOptions {
  /** Pages that are read. @defaultValue 200 */
  readonly maxPages?: number;
  /** After so long no further page is begun, in milliseconds. @defaultValue 4_000 */
  readonly maxMs?: number;
  /** Characters that are read. @defaultValue 1_000_000 */
  readonly maxLength?: number;
}

/**
 * Reads a PDF. Its bytes are used up.
 * @returns Its text, or the problem there is with it: a password is needed, it is damaged, or its pages are pictures.
 */
export async function pdfToText(bytes: Uint8Array, {maxPages = 200, maxMs = 4_000, maxLength = 1_000_000}: PdfOptions = {}): Promise<PdfText | PdfProblem> {
  const startedAt = performance.now();
  const {getDocumentProxy} = await import('unpdf');
  // Errors are told by name: pdf.js's own classes are not exported.
  const pdf = await getDocumentProxy(bytes, {verbosity: 0, disableFontFace: true, useSystemFonts: false}).catch((error: unknown) =>
    error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken',
  );
  if (typeof pdf === 'string') return pdf;
  try {
    const read: PdfLine[][] = [];
    let length = 0;
    let broken = 0;
    while (read.length < Math.min(pdf.numPages, maxPages) && length < maxLength && performance.now() - startedAt < maxMs) {
      const lines = await pdfLines(pdf, read.length + 1).catch(() => undefined);
      if (!lines) broken += 1;
      read.push(lines ?? []);
      length += (lines ?? []).reduce((sum, {text}) => sum + text.length, 0);
    }
    if (length === 0) return broken === read.length ? 'broken' : 'scanned';
    const pages = linesToBlocks(read);
    const {info} = await pdf.getMetadata().catch(() => ({info: {}}));
    return {...about(info, pages), pages, ...(read.length < pdf.numPages && {truncated: true})};
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** What programs write for want of a title. */
const noTitle = /^(?:untitled|microsoft word|powerpoint|document\d*|.*\.(?:docx?|pptx?|tex|dvi|indd|pdf|qxd))\b/iu;

function about(info: object, pages: readonly (readonly TextBlock[])[]): Pick<PdfText, 'title' | 'author' | 'published' | 'language'> {
  const data = new Map<string, unknown>(Object.entries(info));
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 300).toWellFormed() : '';
  };
  const title = text('Title');
  const heading = pages[0]?.find(({kind}) => kind === 'heading')?.text ?? '';
  const [author, language] = [text('Author'), text('Language')];
  const published = /^D:(\d{4})(?:(\d\d)(?:(\d\d))?)?/u.exec(text('ModDate') || text('CreationDate'))?.slice(1).filter(Boolean).join('-');
  return {
    title: noTitle.test(title) ? heading : title || heading,
    ...(author !== '' && {author}),
    ...(published !== undefined && {published}),
    ...(/^[a-z]{2,3}(?:-[\w-]{1,30})?$/iu.test(language) && {language}),
  };
}
