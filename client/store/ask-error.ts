/** client/store - why a question could not be asked or followed to its end. */
import {errorWords} from '../words/error-words.ts';
import {englishWords} from '../words/words.ts';

/** What is known of an error beyond its code. */
export interface AskErrorOptions extends ErrorOptions {
  /** HTTP status, when a server answered. */
  readonly status?: number;
  /** The server's own words. */
  readonly detail?: string;
  /** How long the server asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A question failed as a whole. `code` is stable and for programs; `message` is English: elements say it in the reader's language. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly code: string;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, {status, detail, retryAfterMs, ...rest}: AskErrorOptions = {}) {
    super(errorWords(englishWords, {code, status, detail}).title, rest);
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
