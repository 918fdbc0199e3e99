/**
 * server/adapters - the Brave Search API as a search provider.
 * @see https://api-dashboard.search.brave.com/documentation
 */
import {concat, defer, EMPTY, type Observable, throwError, timeout} from 'rxjs';
import {noTraceHeaders, type TraceHeaders} from '../pipeline/trace-headers.ts';
import type {UpstreamError} from '../pipeline/upstream-error.ts';
import {pull} from '../resilience/pull.ts';
import {RequestScheduler, type Turn} from '../search/request-scheduler.ts';
import type {SearchItem, SearchProvider, SearchRequest} from '../search/search-provider.ts';
import {readContext} from './brave-context-response.ts';
import {braveErrors, refusalError} from './brave-search-errors.ts';
import {rateWindows} from './brave-search-limits.ts';
import {contextParameters, MAX_COUNT, MAX_OFFSET, webParameters} from './brave-search-request.ts';
import {readResults} from './brave-search-response.ts';
import {Agent} from './http-agent.ts';
import {getJson, type JsonAnswer} from './search-api/get-json.ts';
import type {SafeSearch} from './search-api/safe-search.ts';

/** Options for {@link braveSearch}. */
export interface BraveSearchOptions {
  /** The key of the plan; goes into a header and nowhere else. */
  readonly apiKey: string;
  /** Where the API is; without a path it is at `/res/v1`. @defaultValue https://api.search.brave.com/res/v1 */
  readonly baseUrl?: string;
  /** `web` finds pages; `context` also brings passages of their text. @defaultValue web */
  readonly mode?: 'web' | 'context';
  /** @defaultValue moderate */
  readonly safeSearch?: SafeSearch;
  /** Longest wait for a connection, in milliseconds. @defaultValue 3_000 */
  readonly connectTimeoutMs?: number;
  /** Longest wait for the whole answer, in milliseconds. @defaultValue 5_000 */
  readonly timeoutMs?: number;
  /** Longest wait for a turn under the plan's rate limit, in milliseconds. @defaultValue 60_000 */
  readonly maxWaitMs?: number;
  /** Bytes of an answer that are read, after decompression. @defaultValue 2_000_000 */
  readonly maxBytes?: number;
  /** Whether to ask for more passages of each page; some old plans don't have it. @defaultValue true */
  readonly extraSnippets?: boolean;
  /** How long a second of the rate headers lasts, in milliseconds: for tests, which have no time. @defaultValue 1_000 */
  readonly secondMs?: number;
  /** What calls carry so that their traces join ours. @defaultValue nothing */
  readonly traceHeaders?: TraceHeaders;
}

/** A provider with connections of its own. */
export interface BraveSearch extends SearchProvider {
  /** Closes its connections; calls that are under way fail. */
  close(): Promise<void>;
}

/** Connections at most; more calls wait for one. */
const MAX_CONNECTIONS = 32;
/** How long an unused connection is kept, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Searches the web with Brave, as fast as the plan's rate limit allows: whoever shares this provider shares its turns. Connections are kept
 * for the next call.
 */
export function braveSearch(options: BraveSearchOptions): BraveSearch {
  const {apiKey, baseUrl = 'https://api.search.brave.com/res/v1', mode = 'web', safeSearch = 'moderate', extraSnippets = true} = options;
  const {connectTimeoutMs = 3_000, timeoutMs = 5_000, maxWaitMs = 60_000, maxBytes = 2_000_000, secondMs = 1_000, traceHeaders = noTraceHeaders} = options;
  const {origin, pathname} = new URL(baseUrl);
  const root = origin + (pathname.replace(/\/+$/, '') || '/res/v1');
  const agent = new Agent({connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS, connect: {timeout: connectTimeoutMs}});
  const scheduler = new RequestScheduler({tooLong, usedUp, maxWaitMs, usualWindowMs: secondMs});

  const urlOf = (request: SearchRequest, offset: number): string =>
    mode === 'context' ? `${root}/llm/context?${contextParameters(request).toString()}` : `${root}/web/search?${webParameters(request, offset, {safeSearch, extraSnippets}).toString()}`;

  async function call(request: SearchRequest, offset: number, turn: Turn, signal: AbortSignal): Promise<JsonAnswer> {
    const {query} = request;
    const answer = await getJson({
      ...{agent, url: urlOf(request, offset), headers: {...traceHeaders(request.ref ?? '', 'search'), 'x-subscription-token': apiKey}, signal, timeoutMs, maxBytes, query, errors: braveErrors},
      onHeaders: (status, headers) => status === 200 && turn.answered(rateWindows(headers, secondMs)),
    });
    if (answer.status === 200) return answer;
    const error = refusalError(query, answer, secondMs);
    tellRefusal(turn, error, answer, secondMs);
    throw error;
  }

  /** One page of results. */
  const searchPage = (request: SearchRequest, offset: number, onMore: () => void): Observable<SearchItem> =>
    scheduler.schedule(request.variant ?? 0, (turn) =>
      pull<SearchItem>(async function* (signal): AsyncGenerator<SearchItem> {
        const {body} = await call(request, offset, turn, signal);
        const results = mode === 'context' ? toResults(readContext(body)) : readResults(body);
        if (!results) throw braveErrors.oddAnswer(request.query, body === undefined ? 'is not JSON' : 'is no search answer');
        const {pages, altered, hasMore} = results;
        if (altered !== '' && offset === 0) yield {notice: 'altered', altered};
        yield* pages.slice(0, request.count - offset * MAX_COUNT);
        if (hasMore) onMore();
      }).pipe(timeout<SearchItem, Observable<never>>({first: timeoutMs, with: () => throwError(() => braveErrors.timeout(request.query, timeoutMs))})),
    );

  /** As many pages of results as it takes. */
  const searchFrom = (request: SearchRequest, offset: number): Observable<SearchItem> =>
    defer(() => {
      let hasMore = false;
      const isEnough = () => !hasMore || request.count <= (offset + 1) * MAX_COUNT || offset === MAX_OFFSET;
      return concat(searchPage(request, offset, () => (hasMore = true)), defer(() => (isEnough() ? EMPTY : searchFrom(request, offset + 1))));
    });

  return {
    name: 'brave',
    search: (request) => searchFrom(request, 0),
    state: () => scheduler.state,
    close: () => agent.destroy(),
  };
}

const toResults = (pages: ReturnType<typeof readContext>) => pages && {pages, altered: '', hasMore: false};

/** Tells the scheduler what a refusal means for the others. */
function tellRefusal(turn: Turn, {code, retryAfterMs}: UpstreamError, {headers}: JsonAnswer, secondMs: number): void {
  const windows = rateWindows(headers, secondMs);
  if (code === 'rate-limited') turn.limited(windows, retryAfterMs);
  else if (code === 'quota-exhausted') turn.usedUp();
  // Without a word on limits, a fault does not tell that there are none.
  else if (windows.length > 0) turn.answered(windows);
}

const tooLong = (waitedMs: number): UpstreamError =>
  braveErrors.create('', `no turn within ${waitedMs} ms`, {code: 'rate-limited', reason: `Brave Search had no free turn within ${Math.round(waitedMs / 1_000)} s.`, retryable: false});

const usedUp = (): UpstreamError => braveErrors.create('', 'the quota is used up', braveErrors.usedUp);
