/** client/store - why a question could not be asked or followed to its end. */
import {errorWords} from '../words/error-words.ts';

/** What is known of an error beyond its code. */
export interface AskErrorOptions extends ErrorOptions {
  /** HTTP status, when a server answered. */
  readonly status?: number;
  /** The server's own words. */
  readonly detail?: string;
  /** How long the server asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A question failed as a whole. `message` is for the reader; `code` is stable and for programs. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly code: string;
  /** What the reader can do next. */
  readonly advice: string;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, {status, detail, retryAfterMs, ...rest}: AskErrorOptions = {}) {
    const {title, advice} = errorWords(code, status, detail);
    super(title, rest);
    this.code = code;
    this.advice = advice;
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
