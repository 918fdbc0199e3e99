/**
 * server/adapters - the Brave Search API as a search provider.
 * @see https://api-dashboard.search.brave.com/documentation
 */
import {pipeline} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {throwError, timeout} from 'rxjs';
import {Agent, type Dispatcher} from 'undici';
import {UpstreamError} from '../pipeline/upstream-error.ts';
import {pull} from '../resilience/pull.ts';
import type {FoundPage, SearchProvider, SearchRequest} from '../search/search-provider.ts';
import {oddAnswerError, refusalError, timeoutError, tooLargeError, transportError} from './brave-search-errors.ts';
import {braveParameters} from './brave-search-request.ts';
import {toFoundPages} from './brave-search-response.ts';

/** Options for {@link braveSearch}. */
export interface BraveSearchOptions {
  /** The key of the plan; goes into a header and nowhere else. */
  readonly apiKey: string;
  /** Where the API is; without a path it is at `/res/v1`. @defaultValue https://api.search.brave.com/res/v1 */
  readonly baseUrl?: string;
  /** Longest wait for a connection, in milliseconds. @defaultValue 3_000 */
  readonly connectTimeoutMs?: number;
  /** Longest wait for the whole answer, in milliseconds. @defaultValue 5_000 */
  readonly timeoutMs?: number;
  /** Bytes of an answer that are read, after decompression. @defaultValue 2_000_000 */
  readonly maxBytes?: number;
  /** Whether to ask for more passages of each page; some old plans don't have it. @defaultValue true */
  readonly extraSnippets?: boolean;
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

/** Searches the web with Brave. Connections are kept for the next call. */
export function braveSearch(options: BraveSearchOptions): BraveSearch {
  const {apiKey, baseUrl = 'https://api.search.brave.com/res/v1', connectTimeoutMs = 3_000, timeoutMs = 5_000, maxBytes = 2_000_000, extraSnippets = true} = options;
  const {origin, pathname} = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, '') || '/res/v1';
  const agent = new Agent({connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS, connect: {timeout: connectTimeoutMs}});

  async function* call(request: SearchRequest, signal: AbortSignal): AsyncGenerator<FoundPage> {
    const {query, count} = request;
    const path = `${basePath}/web/search?${braveParameters(request, extraSnippets).toString()}`;
    const headers = {'x-subscription-token': apiKey, accept: 'application/json', 'accept-encoding': 'gzip', 'user-agent': 'llm-window'};
    const response = await agent
      .request({origin, path, method: 'GET', headers, signal, headersTimeout: timeoutMs, bodyTimeout: timeoutMs})
      .catch((error: unknown) => {
        throw transportError(query, error, false);
      });
    const body = parseJson(await readText(response, query, maxBytes));
    if (response.statusCode !== 200) throw refusalError(query, {status: response.statusCode, headers: response.headers, body});
    const pages = toFoundPages(body);
    if (!pages) throw oddAnswerError(query, body === undefined ? 'is not JSON' : 'is no search answer');
    yield* pages.slice(0, count);
  }

  return {
    name: 'brave',
    search: (request) =>
      pull((signal) => call(request, signal)).pipe(timeout({first: timeoutMs, with: () => throwError(() => timeoutError(request.query, timeoutMs))})),
    close: () => agent.destroy(),
  };
}

/** The whole body, decompressed. Leaving the loop early closes the connection. */
async function readText({headers, body}: Dispatcher.ResponseData, query: string, maxBytes: number): Promise<string> {
  const isCompressed = headers['content-encoding'] === 'gzip';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const plain: AsyncIterable<Buffer> = isCompressed ? pipeline(body, createGunzip(), () => undefined) : body;
    for await (const chunk of plain) {
      size += chunk.length;
      if (size > maxBytes) throw tooLargeError(query, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UpstreamError ? error : transportError(query, error, true);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
