/** server/adapters - what goes wrong with the Brave Search API, as errors of ours. Nothing of the key, and nothing that Brave wrote, gets into them. */
import * as v from 'valibot';
import {UpstreamError, type UpstreamErrorOptions} from '../pipeline/upstream-error.ts';
import {rateWindows, waitMs} from './brave-search-limits.ts';

/** An answer that is not what was asked for. */
export interface BraveRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; undefined when it was none. */
  readonly body: unknown;
}

const Fault = v.object({
  code: v.fallback(v.string(), ''),
  meta: v.fallback(v.object({errors: v.fallback(v.array(v.object({loc: v.array(v.union([v.string(), v.number()]))})), [])}), {errors: []}),
});
/** Both shapes: the one that is sent, and the one that is documented beside it. */
const ErrorBody = v.union([v.object({error: Fault}), v.pipe(v.object({errors: v.tupleWithRest([Fault], v.unknown())}), v.transform(({errors: [error]}) => ({error})))]);

type Kind = Omit<UpstreamErrorOptions, 'cause' | 'retryAfterMs'>;

const limited: Kind = {code: 'rate-limited', reason: 'Brave Search takes no more requests at the moment.', retryable: true};
const usedUp: Kind = {code: 'quota-exhausted', reason: 'The Brave Search plan of this server is used up.', retryable: false};
const badKey: Kind = {code: 'unauthorized', reason: 'Brave Search does not accept the key of this server.', retryable: false};
const badRequest: Kind = {code: 'bad-request', reason: 'Brave Search does not accept the query.', retryable: false};
const missing: Kind = {code: 'not-found', reason: 'Brave Search is not where this server looks for it.', retryable: false};
const broken: Kind = {code: 'upstream-failed', reason: 'Brave Search has a fault.', retryable: true};
const odd: Kind = {code: 'bad-response', reason: 'Brave Search answered in an unexpected way.', retryable: false};
const slow: Kind = {code: 'timeout', reason: 'Brave Search did not answer in time.', retryable: false};
const away: Kind = {code: 'connect-failed', reason: 'Brave Search could not be reached.', retryable: true};
const cut: Kind = {code: 'truncated', reason: 'The answer of Brave Search broke off.', retryable: true};
const long: Kind = {code: 'too-large', reason: 'The answer of Brave Search is too large.', retryable: false};

const byCode: Readonly<Record<string, Kind>> = {
  RATE_LIMITED: limited,
  QUOTA_LIMITED: usedUp,
  SUBSCRIPTION_TOKEN_INVALID: badKey,
  SUBSCRIPTION_NOT_FOUND: badKey,
  VALIDATION: badRequest,
};

/** What a refusal means: by Brave's own code, since a bad key is a 422 and a used-up plan a 429; by status where there is no code we know. */
export function refusalError(query: string, {status, headers, body}: BraveRefusal): UpstreamError {
  const parsed = v.safeParse(ErrorBody, body);
  const fault = parsed.success ? parsed.output.error : undefined;
  const places = fault?.meta.errors.map(({loc}) => loc.join('.')) ?? [];
  const isKeyMissing = fault?.code === 'VALIDATION' && places.some((place) => /x-subscription-token/i.test(place));
  const kind = isKeyMissing ? badKey : (byCode[fault?.code ?? ''] ?? byStatus(status));
  const answered = [status, fault && /^[A-Z_]{1,50}$/.test(fault.code) ? fault.code : '', ...places.filter((place) => /^[\w.-]{1,80}$/.test(place))];
  const retryAfterMs = kind === limited ? (secondsToWait(headers) ?? waitMs(rateWindows(headers))) : undefined;
  return searchError(query, `Brave answered ${answered.filter(Boolean).join(' ')}, expected 200`, {...kind, ...(retryAfterMs !== undefined && {retryAfterMs})});
}

/** An answer with status 200 that is no answer. */
export const oddAnswerError = (query: string, what: string): UpstreamError => searchError(query, `Brave's answer ${what}`, odd);

/** An answer that is longer than we read. */
export const tooLargeError = (query: string, maxBytes: number): UpstreamError => searchError(query, `Brave's answer is longer than ${maxBytes} bytes`, long);

/** No whole answer in time. */
export const timeoutError = (query: string, timeoutMs: number): UpstreamError => searchError(query, `no answer from Brave within ${timeoutMs} ms`, slow);

/**
 * What a failed connection or a broken answer means.
 * @param hasAnswered - Whether the answer had begun.
 */
export function transportError(query: string, cause: unknown, hasAnswered: boolean): UpstreamError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const what = `${cause instanceof Error ? cause.name : 'an error'} ${code}`.trim();
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return searchError(query, `got ${what}`, {...slow, cause});
  if (/^Z_(?!BUF_ERROR)/.test(code)) return searchError(query, `got ${what}`, {...odd, cause});
  if (hasAnswered) return searchError(query, `got ${what} within the answer`, {...cut, cause});
  return searchError(query, `got ${what}`, {...away, cause});
}

function byStatus(status: number): Kind {
  if (status === 429) return limited;
  if (status === 401 || status === 403) return badKey;
  if (status === 404) return missing;
  if (status === 400 || status === 422) return badRequest;
  return status >= 500 ? broken : odd;
}

const secondsToWait = ({'retry-after': header}: BraveRefusal['headers']): number | undefined =>
  typeof header === 'string' && /^\d{1,6}$/.test(header) ? 1_000 * Number(header) : undefined;

const searchError = (query: string, got: string, options: UpstreamErrorOptions): UpstreamError => new UpstreamError(`Cannot search for "${query}": ${got}`, options);
