/** server/adapters/http-page - reads pages of the web for the enrichment stage: politely, within limits, and never inside a private network. */
import {lookup as dnsLookup} from 'node:dns';
import type {LookupFunction} from 'node:net';
import {Observable} from 'rxjs';
import type {PageReader, PageText} from '../../enrichment/page-reader.ts';
import type {RankedHit} from '../../pipeline/handoff.ts';
import {PageExtractor} from '../../extraction/page-extractor.ts';
import {PdfReader} from '../../extraction/pdf-reader.ts';
import {noTraceHeaders, type TraceHeaders} from '../../pipeline/trace-headers.ts';
import {version} from '../../version.ts';
import {Agent} from '../http-agent.ts';
import {AddressGuard, type AddressGuardOptions} from './address-guard.ts';
import {extractPage, type Extractors} from './extract-page.ts';
import {fetchPage} from './fetch-page.ts';
import {fetchRobots} from './fetch-robots.ts';
import {guardedConnector} from './guarded-connector.ts';
import {HostSlots} from './host-slots.ts';
import {pageError} from './page-errors.ts';
import {acceptedEncodings} from './read-body.ts';
import {RobotsRules} from './robots-rules.ts';

/** Options for {@link httpPageReader}. */
export interface HttpPageReaderOptions extends AddressGuardOptions {
  /** Who we say we are; sites' rules call us by what stands before the `/`. @defaultValue `llm-window/<version> (answer engine; reads a page when a question led to it)` */
  readonly userAgent?: string;
  /** A page that tells more of who we are; part of the default `userAgent`. */
  readonly contactUrl?: string | undefined;
  /** The languages we ask for. @defaultValue `en;q=0.9, *;q=0.8` */
  readonly acceptLanguage?: string;
  /** Longest time until a connection stands, in milliseconds. @defaultValue 3_000 */
  readonly connectTimeoutMs?: number;
  /** Longest wait for the head of an answer, in milliseconds, give or take half a second. @defaultValue 5_000 */
  readonly headersTimeoutMs?: number;
  /** Longest wait between two pieces of a page, in milliseconds, give or take half a second. @defaultValue 4_000 */
  readonly bodyTimeoutMs?: number;
  /** Longest time for one page, redirects and extraction included, in milliseconds. @defaultValue 7_000 */
  readonly totalTimeoutMs?: number;
  /** Longest page, in bytes after decompression. @defaultValue 3_000_000 */
  readonly maxBytes?: number;
  /** Longest PDF, in bytes. @defaultValue 12_000_000 */
  readonly maxPdfBytes?: number;
  /** Redirects that are followed. @defaultValue 5 */
  readonly maxRedirects?: number;
  /** Pages of one host that are asked for at once. @defaultValue 2 */
  readonly maxPerHost?: number;
  /** Whether sites' `robots.txt` is heeded. @defaultValue true */
  readonly robots?: boolean;
  /** Longest wait for a `robots.txt`, in milliseconds. @defaultValue 2_000 */
  readonly robotsTimeoutMs?: number;
  /** Finds a host's addresses. @defaultValue the system's resolver */
  readonly lookup?: LookupFunction;
  /** Certificate authorities to trust instead of the usual ones, in PEM; for intranets. */
  readonly ca?: string;
  /** Who takes the text out of pages; is not closed with the reader. @defaultValue workers of its own */
  readonly extractors?: Extractors;
  /** What calls carry so that their traces join ours. @defaultValue nothing */
  readonly traceHeaders?: TraceHeaders;
}

/** A reader that holds connections. */
export interface HttpPageReader extends PageReader {
  /** Closes all connections; what is being read fails. */
  close(): Promise<void>;
}

/**
 * Makes a reader of `http` and `https` pages. Connections are kept for a few seconds and shared by all readings.
 * @throws RangeError - When `allowPrivate` can't be read.
 */
export function httpPageReader(options: HttpPageReaderOptions = {}): HttpPageReader {
  const {
    contactUrl,
    userAgent = `llm-window/${version} (${contactUrl === undefined ? '' : `+${contactUrl}; `}answer engine; reads a page when a question led to it)`,
    acceptLanguage = 'en;q=0.9, *;q=0.8',
    connectTimeoutMs = 3_000,
    headersTimeoutMs = 5_000,
    bodyTimeoutMs = 4_000,
    totalTimeoutMs = 7_000,
    maxBytes = 3_000_000,
    maxPdfBytes = 12_000_000,
    maxRedirects = 5,
    maxPerHost = 2,
    robots = true,
    robotsTimeoutMs = 2_000,
    lookup = dnsLookup,
    ca,
    traceHeaders = noTraceHeaders,
  } = options;
  const own: Extractors = {pages: new PageExtractor(), pdfs: new PdfReader()};
  const {extractors = own} = options
  const guard = new AddressGuard(options);
  const connect = guardedConnector({guard, lookup, timeoutMs: connectTimeoutMs, ca});
  const agent = new Agent({connect, connectTimeout: 0, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 10_000, maxHeaderSize: 65_536});
  const headers = {
    'user-agent': userAgent,
    accept: 'text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, application/pdf;q=0.7, */*;q=0.1',
    'accept-language': acceptLanguage,
    'accept-encoding': acceptedEncodings,
  };

  const requests = {agent, guard, headers, headersTimeoutMs, bodyTimeoutMs};
  const rules = robots
    ? new RobotsRules({
        agent: userAgent.split('/', 1)[0] ?? '',
        timeoutMs: robotsTimeoutMs,
        get: (url, signal, trace) => fetchRobots(url, {...requests, headers: {...headers, ...trace, accept: 'text/plain, */*;q=0.1'}, signal}),
      })
    : undefined;
  const hosts = new HostSlots(maxPerHost);

  const readPage = async (url: string, ref: string, signal: AbortSignal): Promise<PageText> => {
    const trace = traceHeaders(ref, 'page');
    const page = await fetchPage(url, {...requests, headers: {...headers, ...trace}, trace, hosts, robots: rules, maxRedirects, maxBytes, maxPdfBytes, signal});
    return extractPage(page, extractors, signal);
  };

  return {
    reads: ({url}: RankedHit) => /^https?:\/\//iu.test(url),
    read: ({url}: RankedHit, ref = '') =>
      new Observable<PageText>((subscriber) => {
        const controller = new AbortController();
        const deadline = setTimeout(() => controller.abort(tooSlow(url, totalTimeoutMs)), totalTimeoutMs);
        readPage(url, ref, controller.signal).then(
          (page) => {
            subscriber.next(page);
            subscriber.complete();
          },
          (error: unknown) => subscriber.error(controller.signal.aborted ? controller.signal.reason : error),
        );
        return () => {
          clearTimeout(deadline);
          controller.abort();
        };
      }),
    close: async () => {
      await Promise.all([agent.destroy(), own.pages.close(), own.pdfs.close()]);
    },
  };
}

const tooSlow = (url: string, totalTimeoutMs: number) =>
  pageError(url, `not done within ${totalTimeoutMs} ms`, {code: 'timeout', reason: 'The page took too long.', retryable: true});
