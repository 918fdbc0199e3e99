/** server/adapters/http-page - says what went wrong with a page: for the reader in plain words, for our log in full. */
import type {Dispatcher} from 'undici';
import {UpstreamError, type UpstreamErrorOptions} from '../../pipeline/upstream-error.ts';

type Headers = Dispatcher.ResponseData['headers'];

/** An error about one page. */
export const pageError = (url: string, got: string, options: UpstreamErrorOptions): UpstreamError =>
  new UpstreamError(`Cannot read "${url}": ${got}`, options);

/** What a status other than 200 means. */
export function statusError(url: string, status: number, headers: Headers): UpstreamError {
  const fail = (code: UpstreamErrorOptions['code'], reason: string, retryable = false) =>
    pageError(url, `got status ${status}, expected 200`, {code, reason, retryable, ...retryAfter(headers['retry-after'])});
  if (wantsProof(headers)) return fail('blocked', 'The site wants proof of a human reader.');
  if (status === 401 || status === 407) return fail('blocked', 'The site wants a login.');
  if (status === 402) return fail('blocked', 'The site wants to be paid.');
  if (status === 403) return fail('blocked', 'The site does not let programs read this page.');
  if (status === 404 || status === 410) return fail('not-found', 'The page does not exist any more.');
  if (status === 429) return fail('blocked', 'The site has had too many requests.', true);
  if (status === 451) return fail('blocked', 'The page is withheld for legal reasons.');
  if (status === 204 || status === 205) return fail('empty', 'The page is empty.');
  if (status >= 500) return fail('upstream-failed', `The site has a fault (status ${status}).`, true);
  return fail('bad-response', `The site answered in an unexpected way (status ${status}).`);
}

/** The marks by which content networks tell programs that a browser would be shown a test. */
export const wantsProof = (headers: Headers): boolean =>
  headers['cf-mitigated'] === 'challenge' || headers['x-amzn-waf-action'] === 'challenge' || headers['x-amzn-waf-action'] === 'captcha';

function retryAfter(header: string | string[] | undefined): {readonly retryAfterMs?: number} {
  return typeof header === 'string' && /^\d{1,6}$/u.test(header) ? {retryAfterMs: Number(header) * 1_000} : {};
}

const codesOf = (error: unknown): readonly string[] => {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 5; at = at.cause) if ('code' in at && typeof at.code === 'string') codes.push(at.code);
  return codes;
};

/**
 * What a failed connection or a broken stream means.
 * @param answered - Whether the site had begun to answer.
 */
export function transportError(url: string, error: unknown, answered: boolean): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const codes = codesOf(error);
  const is = (...wanted: readonly string[]) => codes.some((code) => wanted.includes(code));
  const fail = (code: UpstreamErrorOptions['code'], reason: string, retryable: boolean) =>
    pageError(url, error instanceof Error ? `${error.name}: ${error.message}` : String(error), {code, reason, retryable, cause: error});
  if (is('UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT')) return fail('timeout', 'The site could not be reached in time.', true);
  if (is('UND_ERR_HEADERS_TIMEOUT')) return fail('timeout', 'The site did not answer in time.', true);
  if (is('UND_ERR_BODY_TIMEOUT')) return fail('timeout', 'The site stopped sending.', true);
  if (is('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA')) return fail('connect-failed', 'The site was not found.', is('EAI_AGAIN'));
  if (is('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL')) return fail('connect-failed', 'The site could not be reached.', true);
  if (codes.some((code) => /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/u.test(code))) {
    return fail('connect-failed', 'The site has no valid certificate.', false);
  }
  if (is('Z_BUF_ERROR', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')) return fail('truncated', 'The page broke off.', true);
  if (isGarbled(error) || codes.some((code) => /^(?:Z_|ZSTD_|ERR_|UND_ERR_HEADERS_OVERFLOW)/u.test(code))) return fail('bad-response', 'The site sent something that is no valid answer.', false);
  if (is('ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET')) {
    return answered ? fail('truncated', 'The page broke off.', true) : fail('connect-failed', 'The site closed the connection without an answer.', true);
  }
  return fail('upstream-failed', 'The page could not be read.', false);
}

/** By its name: the class would load all of undici. */
const isGarbled = (error: unknown): boolean => error instanceof Error && (error.name === 'HTTPParserError' || isGarbled(error.cause));

/** Whether the connection was lost before an answer, as happens to one that was kept open a moment too long. */
export const isReset = (error: unknown): boolean =>
  error instanceof UpstreamError && error.code === 'connect-failed' && codesOf(error.cause).some((code) => ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code));
