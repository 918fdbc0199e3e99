/** server/adapters/search-api - what goes wrong with a search engine over HTTP, as errors of ours. Nothing that the engine wrote gets into them. */
import {UpstreamError, type UpstreamErrorOptions} from '../../pipeline/upstream-error.ts';

/** A kind of failure, without what caused it. */
export type Failure = Omit<UpstreamErrorOptions, 'cause' | 'retryAfterMs'>;

/** The failures that engines have in common, in the name of one of them. */
export interface SearchErrors {
  readonly limited: Failure;
  readonly usedUp: Failure;
  readonly badKey: Failure;
  readonly badRequest: Failure;
  /** By status alone, where an engine says no more. */
  ofStatus(status: number): Failure;
  /** Makes an error. @param got - What came instead of an answer, for our log. */
  create(query: string, got: string, failure: Failure, more?: Pick<UpstreamErrorOptions, 'cause' | 'retryAfterMs'>): UpstreamError;
  /** An answer with status 200 that is no answer. */
  oddAnswer(query: string, what: string): UpstreamError;
  tooLarge(query: string, maxBytes: number): UpstreamError;
  timeout(query: string, timeoutMs: number): UpstreamError;
  /** A failed connection or a broken answer. @param hasAnswered - Whether the answer had begun. */
  transport(query: string, cause: unknown, hasAnswered: boolean): UpstreamError;
}

/** @param engine - As readers know it: `Brave Search`. */
export function searchErrors(engine: string): SearchErrors {
  const failure = (code: Failure['code'], reason: string, retryable: boolean): Failure => ({code, reason: `${engine} ${reason}`, retryable});
  const limited = failure('rate-limited', 'takes no more requests at the moment.', true);
  const badKey = failure('unauthorized', 'does not accept the key of this server.', false);
  const badRequest = failure('bad-request', 'does not accept the query.', false);
  const odd = failure('bad-response', 'answered in an unexpected way.', false);
  const slow = failure('timeout', 'did not answer in time.', false);

  const create: SearchErrors['create'] = (query, got, kind, more) => new UpstreamError(`Cannot search for "${query}": ${got}`, {...kind, ...more});
  return {
    limited,
    usedUp: failure('quota-exhausted', 'has no requests left in the plan of this server.', false),
    badKey,
    badRequest,
    ofStatus: (status) => {
      if (status === 429) return limited;
      if (status === 401 || status === 403) return badKey;
      if (status === 404) return failure('not-found', 'is not where this server looks for it.', false);
      if (status === 400 || status === 422) return badRequest;
      return status >= 500 ? failure('upstream-failed', 'has a fault.', true) : odd;
    },
    create,
    oddAnswer: (query, what) => create(query, `the answer of ${engine} ${what}`, odd),
    tooLarge: (query, maxBytes) => create(query, `the answer of ${engine} is longer than ${maxBytes} bytes`, failure('too-large', 'gave an answer that is too large.', false)),
    timeout: (query, timeoutMs) => create(query, `no answer of ${engine} within ${timeoutMs} ms`, slow),
    transport: (query, cause, hasAnswered) => {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      const what = `got ${cause instanceof Error ? cause.name : 'an error'} ${code}`.trim();
      if (/TIMEOUT|ETIMEDOUT/.test(code)) return create(query, what, slow, {cause});
      if (/^Z_(?!BUF_ERROR)/.test(code)) return create(query, what, odd, {cause});
      if (hasAnswered) return create(query, `${what} within the answer`, failure('truncated', 'broke off its answer.', true), {cause});
      return create(query, what, failure('connect-failed', 'could not be reached.', true), {cause});
    },
  };
}
