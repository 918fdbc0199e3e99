/** server/extraction - the worker that reads PDFs: see `pdf-reader.ts`. */
import {type PdfProblem, type PdfText, pdfToText} from './pdf-to-text.ts';
import type {SoloTask} from './solo-worker.ts';

/** Reads one PDF; without a task, loads what that takes. */
export async function readPdf(given?: SoloTask<Uint8Array>): Promise<PdfText | PdfProblem | undefined> {
  if (given) return pdfToText(given.task);
  const {resolvePDFJSImport} = await import('unpdf');
  await resolvePDFJSImport();
  return undefined;
}
