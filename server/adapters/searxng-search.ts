/**
 * server/adapters - a SearXNG instance as a search provider, over its JSON API.
 * @see https://docs.searxng.org/dev/search_api.html
 */
import {type Observable, throwError, timeout} from 'rxjs';
import {noTraceHeaders, type TraceHeaders} from '../pipeline/trace-headers.ts';
import {pull} from '../resilience/pull.ts';
import type {SearchItem, SearchProvider, SearchRequest} from '../search/search-provider.ts';
import {Agent} from './http-agent.ts';
import {getJson} from './search-api/get-json.ts';
import type {SafeSearch} from './search-api/safe-search.ts';
import {searchErrors} from './search-api/search-errors.ts';
import {searxngParameters} from './searxng-search-request.ts';
import {readResults} from './searxng-search-response.ts';

/** Options for {@link searxngSearch}. */
export interface SearxngSearchOptions {
  /** Where the instance is: `http://127.0.0.1:8888`, with its path if it has one. */
  readonly baseUrl: string;
  /** @defaultValue moderate */
  readonly safeSearch?: SafeSearch;
  /** Longest wait for a connection, in milliseconds. @defaultValue 3_000 */
  readonly connectTimeoutMs?: number;
  /** Longest wait for the whole answer, in milliseconds; the instance itself waits for its engines. @defaultValue 8_000 */
  readonly timeoutMs?: number;
  /** Bytes of an answer that are read, after decompression. @defaultValue 4_000_000 */
  readonly maxBytes?: number;
  /** What calls carry so that their traces join ours. @defaultValue nothing */
  readonly traceHeaders?: TraceHeaders;
}

/** A provider with connections of its own. */
export interface SearxngSearch extends SearchProvider {
  /** Closes its connections; calls that are under way fail. */
  close(): Promise<void>;
}

const errors = searchErrors('SearXNG');
const MAX_CONNECTIONS = 16;
/** How long an unused connection is kept, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;
/** Pages of results that are asked for at most. */
const MAX_PAGES = 5;
/** A page of results with fewer is the last one. */
const FULL_PAGE = 10;

/** Searches the web through a SearXNG instance, whose settings must allow the format `json`. */
export function searxngSearch(options: SearxngSearchOptions): SearxngSearch {
  const {baseUrl, safeSearch = 'moderate', connectTimeoutMs = 3_000, timeoutMs = 8_000, maxBytes = 4_000_000, traceHeaders = noTraceHeaders} = options;
  const agent = new Agent({connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS, connect: {timeout: connectTimeoutMs}});

  async function searchPage(request: SearchRequest, page: number, signal: AbortSignal) {
    const {query} = request;
    const url = `${baseUrl.replace(/\/+$/, '')}/search?${searxngParameters(request, page, safeSearch).toString()}`;
    const {status, body} = await getJson({agent, url, headers: traceHeaders(request.ref ?? '', 'search'), signal, timeoutMs, maxBytes, query, errors});
    if (status === 403) throw errors.create(query, 'SearXNG answered 403', {code: 'unauthorized', reason: 'SearXNG gives this server no JSON: its settings must list the format.', retryable: false});
    if (status !== 200) throw errors.create(query, `SearXNG answered ${status}, expected 200`, errors.ofStatus(status));
    const results = readResults(body);
    if (!results) throw errors.oddAnswer(query, body === undefined ? 'is not JSON' : 'is no search answer');
    const {pages, unresponsive} = results;
    // Its engines were asked in vain: that is not to say that there is nothing.
    if (pages.length === 0 && unresponsive.length > 0) {
      throw errors.create(query, `no engine answered: ${unresponsive.join(', ')}`, {code: 'upstream-failed', reason: 'None of the search engines behind SearXNG answered.', retryable: false});
    }
    return pages;
  }

  return {
    name: 'searxng',
    timeoutMs,
    search: (request) =>
      pull<SearchItem>(async function* (signal): AsyncGenerator<SearchItem> {
        let left = request.count;
        for (let page = 1; page <= MAX_PAGES && left > 0; page++) {
          const pages = await searchPage(request, page, signal);
          yield* pages.slice(0, left);
          if (pages.length < FULL_PAGE) return;
          left -= pages.length;
        }
      }).pipe(timeout<SearchItem, Observable<never>>({each: timeoutMs, with: () => throwError(() => errors.timeout(request.query, timeoutMs))})),
    close: () => agent.destroy(),
  };
}
