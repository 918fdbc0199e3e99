/** server/adapters/http-page - gets one page over HTTP, redirects hop by hop, each checked before it is followed. */
import type {Agent, Dispatcher} from 'undici';
import type {UpstreamError} from '../../pipeline/upstream-error.ts';
import type {AddressGuard} from './address-guard.ts';
import {waitingFor} from './guarded-connector.ts';
import {pageError, statusError, transportError} from './page-errors.ts';
import {readBody, tooLarge} from './read-body.ts';
import {refuseByHeader} from './sniff-type.ts';

/** What {@link fetchPage} works with. */
export interface FetchOptions {
  readonly agent: Agent;
  readonly guard: AddressGuard;
  readonly headers: Readonly<Record<string, string>>;
  /** Redirects that are followed. */
  readonly maxRedirects: number;
  /** Bytes that are read, after decompression. */
  readonly maxBytes: number;
  /** Longest wait for the head of an answer, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** Longest wait between two pieces of a page, in milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Ends the reading at once. */
  readonly signal: AbortSignal;
}

/** A page as it came. */
export interface FetchedPage {
  /** Where it was found in the end. */
  readonly url: string;
  /** As the server says; may be empty or wrong. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Gets a page.
 * @throws UpstreamError - With the code and the words of what went wrong; the signal's reason when that ended it.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<FetchedPage> {
  const {guard, maxRedirects} = options;
  const seen = new Set<string>();
  let url = guard.check(address);
  for (;;) {
    const page = url.href;
    seen.add(page);
    const response = await request(url, options);
    const location = one(response.headers.location);
    if (!redirects.has(response.statusCode) || location === '') return readPage(page, response, options);
    await readAway(response, options.signal);
    url = guard.check(location, url);
    if (seen.has(url.href)) throw redirectError(address, `it leads back to ${url.href}`, 'The page redirects in a circle.');
    if (seen.size > maxRedirects) throw redirectError(address, `got more than ${maxRedirects} redirects`, 'The page redirects too often.');
  }
}

/** Reads what a redirect says beside its target, so that the connection can be used again; if that takes long, the connection is closed. */
const readAway = ({body}: Dispatcher.ResponseData, signal: AbortSignal): Promise<void> =>
  body.dump({limit: 16_384, signal: AbortSignal.any([signal, AbortSignal.timeout(500)])}).catch(() => undefined);

async function request(url: URL, {agent, headers, headersTimeoutMs, bodyTimeoutMs, signal}: FetchOptions): Promise<Dispatcher.ResponseData> {
  signal.throwIfAborted();
  try {
    const {origin, pathname, search} = url;
    return await waitingFor.run(signal, () =>
      agent.request({origin, path: pathname + search, method: 'GET', headers, headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs, signal}),
    );
  } catch (error) {
    signal.throwIfAborted();
    throw transportError(url.href, error, false);
  }
}

async function readPage(url: string, response: Dispatcher.ResponseData, {maxBytes, signal}: FetchOptions): Promise<FetchedPage> {
  const {headers, body} = response;
  const problem = problemOf(url, response, maxBytes);
  if (problem) {
    // A body that is destroyed unread says so in an error that nobody needs.
    body.on('error', () => undefined).destroy();
    throw problem;
  }
  try {
    const bytes = await readBody(body, {url, encoding: one(headers['content-encoding']), maxBytes});
    return {url, contentType: one(headers['content-type']), bytes};
  } catch (error) {
    signal.throwIfAborted();
    throw transportError(url, error, true);
  }
}

/** Why a page need not be read, as far as the head of the answer tells. */
function problemOf(url: string, {statusCode, headers}: Dispatcher.ResponseData, maxBytes: number): UpstreamError | undefined {
  if (statusCode !== 200) return statusError(url, statusCode, headers);
  const refused = refuseByHeader(one(headers['content-type']));
  if (refused) return unsupported(url, refused.unreadable);
  return Number(headers['content-length']) > maxBytes ? tooLarge(url, maxBytes) : undefined;
}

/** The error of a page that is no text. */
export const unsupported = (url: string, what: string) =>
  pageError(url, `it is ${what}`, {code: 'unsupported-type', reason: `The page is ${what}, which can't be read.`, retryable: false});

const redirectError = (url: string, got: string, reason: string) => pageError(url, got, {code: 'too-many-redirects', reason, retryable: false});

/** The value of a header that should come once. */
const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));
