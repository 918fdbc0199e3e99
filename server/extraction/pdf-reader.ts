/** server/extraction - reads PDFs in a worker of their own, so that a large or broken one holds up nobody. */
import {extname} from 'node:path';
import {UpstreamError} from '../pipeline/upstream-error.ts';
import {movable} from './movable.ts';
import type {PdfProblem, PdfText} from './pdf-to-text.ts';
import {SoloWorker, WorkerFailure} from './solo-worker.ts';

/** Longest time for one PDF, in milliseconds. The worker itself stops between two pages before that. */
const killMs = 6_000;

const words: Readonly<Record<PdfProblem, string>> = {
  encrypted: 'The PDF is locked with a password.',
  broken: 'The PDF is damaged.',
  scanned: 'The PDF holds pictures of pages, no text.',
};

/** A worker that reads PDFs; it is there while there are some to read, and for half a minute after. */
export class PdfReader {
  readonly #worker = new SoloWorker<Uint8Array, PdfText | PdfProblem>({module: new URL(`./pdf-worker${extname(import.meta.url)}`, import.meta.url), name: 'readPdf', killMs});

  /**
   * Reads a PDF: at most 200 pages or a million characters, for some four seconds; `truncated` says that there is more.
   * @param name - The address or file, for errors.
   * @param bytes - May be moved to the worker: afterwards they are not to be used here.
   * @param signal - Leaves at once; the worker is free again within 1.5 s.
   * @throws UpstreamError - `unsupported-type`: locked or damaged; `empty`: scanned; `timeout`.
   */
  async read(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<PdfText> {
    const moved = movable(bytes);
    const read = await this.#worker.run(moved, {signal, transfer: [moved.buffer]}).catch((cause: unknown) => {
      if (!(cause instanceof WorkerFailure)) throw cause;
      throw new UpstreamError(`Cannot read "${name}": the worker gave up`, {code: 'timeout', reason: 'The PDF takes too long to read.', retryable: false, cause});
    });
    if (typeof read !== 'string') return read;
    throw new UpstreamError(`Cannot read "${name}": ${read}`, {code: read === 'scanned' ? 'empty' : 'unsupported-type', reason: words[read], retryable: false});
  }

  /** Ends the worker. */
  close(): Promise<void> {
    return this.#worker.close();
  }
}
