/** server/pipeline - what went wrong outside: thrown by adapters, turned into events by stages. */
import {channel} from 'node:diagnostics_channel';
import type {UpstreamCode} from '../../shared/upstream-code.ts';

export type {UpstreamCode};

/** What an {@link UpstreamError} is made of. */
export interface UpstreamErrorOptions {
  readonly code: UpstreamCode;
  /** For the reader: what happened, without addresses of ours, keys or upstream bodies. */
  readonly reason: string;
  /** Whether the same call may work later. */
  readonly retryable: boolean;
  /** How long the upstream asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An upstream broke its side of the contract. `code` and `reason` go on the wire; `message` stays in our log (level `debug`: it may name what was asked). */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: UpstreamCode;
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  /** @param message - What we tried, what we got: 'Cannot search for "tides": Brave answered 429, expected 200'. */
  constructor(message: string, {code, reason, retryable, retryAfterMs, cause}: UpstreamErrorOptions) {
    super(message, {cause});
    this.code = code;
    this.reason = reason;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Carries every error that is put into words for a reader, as it is: for logs, which may tell more. */
export const upstreamErrors = channel('llm-window:upstream-error');

/** What the reader is told of any error: an {@link UpstreamError}'s own words, an RxJS timeout as one, anything else as a failure without details. */
export function toReaderError(error: unknown): {readonly code: UpstreamCode; readonly message: string} {
  upstreamErrors.publish(error);
  if (error instanceof UpstreamError) return {code: error.code, message: error.reason};
  if (error instanceof Error && error.name === 'TimeoutError') return {code: 'timeout', message: 'It did not answer in time.'};
  return {code: 'upstream-failed', message: 'It failed unexpectedly.'};
}
