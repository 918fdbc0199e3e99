/** server/extraction - takes the text out of web pages in one worker, so that no page, however large or hostile, holds up the server. */
import {extname} from 'node:path';
import {UpstreamError, type UpstreamErrorOptions} from '../pipeline/upstream-error.ts';
import type {RawPage} from './html-worker.ts';
import {movable} from './movable.ts';
import type {ReadPage} from './read-html.ts';
import type {Wall} from './recognise-wall.ts';
import {SoloWorker, WorkerFailure} from './solo-worker.ts';

/** Options for {@link PageExtractor}. */
export interface PageExtractorOptions {
  /** Longest time for one page, in milliseconds; then its text without Readability stands, which is there before. @defaultValue 1_200 */
  readonly killMs?: number;
}

const walls: Readonly<Record<Wall, Pick<UpstreamErrorOptions, 'code' | 'reason'>>> = {
  challenge: {code: 'blocked', reason: 'The site wants proof of a human reader.'},
  consent: {code: 'consent-wall', reason: 'The site asks for consent in place of the page.'},
  login: {code: 'login-wall', reason: 'The site wants a login.'},
  scripts: {code: 'needs-scripts', reason: 'The page shows nothing without scripts.'},
};

/** Reads pages in a worker; it is there while there are some to read, and for half a minute after. */
export class PageExtractor {
  readonly #worker: SoloWorker<RawPage, ReadPage>;

  constructor({killMs = 1_200}: PageExtractorOptions = {}) {
    this.#worker = new SoloWorker({module: new URL(`./html-worker${extname(import.meta.url)}`, import.meta.url), name: 'readPage', killMs});
  }

  /** Workers there are now: none or one. */
  get workers(): number {
    return this.#worker.workers;
  }

  /** Whether the worker is at work, also for a caller who has left. */
  get isBusy(): boolean {
    return this.#worker.isBusy;
  }

  /**
   * Reads a page. Its bytes may be moved to the worker: afterwards they are not to be used here.
   * @param signal - Leaves at once; the worker is free again within 1.5 s.
   * @throws UpstreamError - `empty`; `blocked`, `consent-wall`, `login-wall` or `needs-scripts` when that is shown in place of the page;
   * `timeout` when it can't be read in time.
   */
  async read(page: RawPage, signal?: AbortSignal): Promise<ReadPage> {
    const bytes = movable(page.bytes);
    const read = await this.#worker.run({...page, bytes}, {signal, transfer: [bytes.buffer]}).catch((cause: unknown) => fromDraft(page.url, cause));
    if (read.wall) throw problem(page.url, `got a wall (${read.wall})`, walls[read.wall]);
    if (read.blocks.length === 0) throw problem(page.url, 'it has no text', {code: 'empty', reason: 'There is no text in the page.'});
    return read;
  }

  /** Ends the worker. */
  close(): Promise<void> {
    return this.#worker.close();
  }
}

/** The text that was there when the worker was ended. */
function fromDraft(url: string, cause: unknown): ReadPage {
  if (!(cause instanceof WorkerFailure)) throw cause;
  // The worker is ours: what it says is a page.
  const draft = cause.draft as ReadPage | undefined;
  if (draft) return {...draft, truncated: true};
  throw problem(url, 'the worker gave up', {code: 'timeout', reason: 'The page takes too long to read.', cause});
}

const problem = (url: string, got: string, options: Pick<UpstreamErrorOptions, 'code' | 'reason' | 'cause'>) =>
  new UpstreamError(`Cannot read "${url}": ${got}`, {...options, retryable: false});
