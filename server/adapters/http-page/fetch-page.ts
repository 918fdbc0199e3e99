/** server/adapters/http-page - gets one page over HTTP, redirects hop by hop, each checked before it is followed, and again once where that helps. */
import {setTimeout as sleep} from 'node:timers/promises';
import type {Dispatcher} from 'undici';
import type {UpstreamError} from '../../pipeline/upstream-error.ts';
import {isChallengeBody} from '../../extraction/recognise-wall.ts';
import {pageError, isReset, statusError, transportError, wantsProof} from './page-errors.ts';
import {readBody, tooLarge} from './read-body.ts';
import {one, type RequestOptions, sendRequest} from './send-request.ts';
import {refuseByHeader} from './sniff-type.ts';
import type {HostSlots} from './host-slots.ts';
import type {RobotsRules} from './robots-rules.ts';

/** What {@link fetchPage} works with. */
export interface FetchOptions extends RequestOptions {
  /** Redirects that are followed. */
  readonly maxRedirects: number;
  /** Bytes that are read, after decompression. */
  readonly maxBytes: number;
  /** Bytes that are read of a PDF. */
  readonly maxPdfBytes: number;
  readonly hosts: HostSlots;
  /** What sites ask of us; undefined: nobody is asked. */
  readonly robots: RobotsRules | undefined;
  /** Headers, also of the call for the rules, that join their traces to ours. */
  readonly trace: Readonly<Record<string, string>>;
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
/** Faults that often pass. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** How long we wait before we ask again, unless the site says, and the longest that we wait if it does, in milliseconds. */
const retryMs = 300;
const maxRetryMs = 2_000;
/** What is read of an error page, to tell what it is. */
const errorBytes = 65_536;

/**
 * Gets a page.
 * @throws UpstreamError - With the code and the words of what went wrong; the signal's reason when that ended it.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<FetchedPage> {
  const {guard, maxRedirects, hosts, signal} = options;
  const seen = new Set<string>();
  let url = guard.check(address);
  for (;;) {
    seen.add(url.href);
    const found = await hosts.within(url.host, signal, () => visit(url, options));
    if (typeof found !== 'string') return found;
    url = guard.check(found, url);
    if (seen.has(url.href)) throw redirectError(address, `it leads back to ${url.href}`, 'The page redirects in a circle.');
    if (seen.size > maxRedirects) throw redirectError(address, `got more than ${maxRedirects} redirects`, 'The page redirects too often.');
  }
}

/** One hop: the page, or where it says that it is. */
async function visit(url: URL, options: FetchOptions): Promise<FetchedPage | string> {
  if (options.robots && !(await options.robots.allows(url, options.signal, options.trace))) throw disallowed(url.href);
  const response = await requestTwice(url, options);
  const location = one(response.headers.location);
  if (!redirects.has(response.statusCode) || location === '') return readPage(url.href, response, options);
  await readAway(response, options.signal);
  return location;
}

/** Reads what an answer says beside its head, so that the connection can be used again; if that takes long, the connection is closed. */
const readAway = ({body}: Dispatcher.ResponseData, signal: AbortSignal): Promise<void> =>
  body.dump({limit: 16_384, signal: AbortSignal.any([signal, AbortSignal.timeout(500)])}).catch(() => undefined);

/** Asks, and once more if the connection was lost before an answer, or the site has a fault that often passes. */
async function requestTwice(url: URL, options: FetchOptions): Promise<Dispatcher.ResponseData> {
  const {signal} = options;
  let waitMs = retryMs;
  try {
    const response = await sendRequest(url, options);
    const asked = retryWait(response);
    if (asked === undefined) return response;
    waitMs = asked;
    await readAway(response, signal);
  } catch (error) {
    if (!isReset(error)) throw error;
  }
  await sleep(waitMs, undefined, {signal});
  return sendRequest(url, options);
}

/** How long to wait before asking again; `undefined` when that would not help. */
function retryWait({statusCode, headers}: Dispatcher.ResponseData): number | undefined {
  if (!passing.has(statusCode) || wantsProof(headers)) return undefined;
  const seconds = one(headers['retry-after']);
  if (seconds === '') return statusCode === 429 ? undefined : retryMs;
  const ms = /^\d{1,6}$/u.test(seconds) ? Math.max(retryMs, Number(seconds) * 1_000) : Infinity;
  return ms <= maxRetryMs ? ms : undefined;
}

async function readPage(url: string, response: Dispatcher.ResponseData, {maxBytes, maxPdfBytes, signal}: FetchOptions): Promise<FetchedPage> {
  const {statusCode, headers, body} = response;
  const contentType = one(headers['content-type']);
  const mayBePdf = /^$|^application\/(?:pdf|octet-stream)/iu.test(contentType);
  const isPdf = (beginning: Uint8Array) => mayBePdf && Buffer.from(beginning.subarray(0, 64)).toString('latin1').includes('%PDF-');
  const most = mayBePdf ? maxPdfBytes : maxBytes;
  const encoding = one(headers['content-encoding']);
  try {
    if (statusCode !== 200) throw await errorOf(url, response);
    const refused = refuseByHeader(contentType);
    if (refused) throw unsupported(url, refused.unreadable);
    if (Number(headers['content-length']) > most) throw tooLarge(url, most);
    const bytes = await readBody(body, {url, encoding, maxBytes: (beginning) => (isPdf(beginning) ? maxPdfBytes : maxBytes)});
    return {url, contentType, bytes};
  } catch (error) {
    // A body that is destroyed unread says so in an error that nobody needs.
    body.on('error', () => undefined).destroy();
    signal.throwIfAborted();
    throw transportError(url, error, true);
  }
}

/** What a status other than 200 means; where a site keeps programs out, the page that it shows them tells how. */
async function errorOf(url: string, {statusCode, headers, body}: Dispatcher.ResponseData): Promise<UpstreamError> {
  const error = statusError(url, statusCode, headers);
  const mayBeChallenge = [401, 403, 405, 429, 503].includes(statusCode) && /^text\/html/iu.test(one(headers['content-type'])) && !wantsProof(headers);
  if (!mayBeChallenge) return error;
  const timer = setTimeout(() => body.destroy(), 1_000);
  try {
    const bytes = await readBody(body, {url, encoding: one(headers['content-encoding']), maxBytes: errorBytes, cut: true});
    return isChallengeBody(Buffer.from(bytes).toString('latin1')) ? statusError(url, statusCode, {...headers, 'cf-mitigated': 'challenge'}) : error;
  } catch {
    return error;
  } finally {
    clearTimeout(timer);
  }
}

/** The error of a page that is no text. */
export const unsupported = (url: string, what: string) =>
  pageError(url, `it is ${what}`, {code: 'unsupported-type', reason: `The page is ${what}, which can't be read.`, retryable: false});

const disallowed = (url: string) =>
  pageError(url, 'its robots.txt forbids it', {code: 'robots-disallowed', reason: 'The site asks programs not to read this page (robots.txt).', retryable: false});

const redirectError = (url: string, got: string, reason: string) => pageError(url, got, {code: 'too-many-redirects', reason, retryable: false});
