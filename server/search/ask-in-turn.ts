/** server/search - one query, and the providers that are asked for it until one has something. */
import {catchError, concat, defer, EMPTY, filter, map, type Observable, of, take, throwIfEmpty, timeout} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import {toReaderError, UpstreamError} from '../pipeline/upstream-error.ts';
import {retryWithBackoff} from '../resilience/retry-with-backoff.ts';
import {isPageUrl} from './canonical-url.ts';
import {domainFilter} from './domain-filter.ts';
import type {SearchProvider, SearchRequest} from './search-provider.ts';
import {toSearchHit} from './to-search-hit.ts';

/** Options for {@link askInTurn}. */
export interface AskInTurnOptions {
  /** Longest wait for a hit, from the call or from the hit before, in milliseconds. */
  readonly timeoutMs: number;
  /** Calls at most to one provider, the first one included. */
  readonly attempts: number;
  /** Longest wait before the second call, unless the provider asks for more, in milliseconds. */
  readonly retryMs: number;
  /** Where in that wait it falls, from 0 to below 1. */
  readonly random: () => number;
}

/**
 * Says a query's results, and what went wrong on the way to them.
 *
 * ```text
 * brave:   ---a--#               fails after one hit
 * corpus:        --b--c|         takes over
 * out:     ---a--e-b--c|         e  search-error {provider: brave, next: corpus}
 * ```
 *
 * Hits that are no pages, or on hosts that the reader does not want, are not said and count as not found.
 * To find nothing is said as a `search-error` only where another provider is asked instead. Never errors.
 * @param request - The query and its limits.
 * @param providers - In order.
 */
export function askInTurn(request: SearchRequest, [provider, ...others]: readonly SearchProvider[], options: AskInTurnOptions): Observable<Said> {
  if (!provider) return EMPTY;
  const {query, count, domains} = request;
  const {timeoutMs, attempts, retryMs, random} = options;
  const {name} = provider;
  const isWanted = domainFilter(domains);
  const next = others[0]?.name;

  return defer(() => provider.search(request)).pipe(
    filter(({url}) => isPageUrl(url) && isWanted(url)),
    take(count),
    map((page, index): Said => ({type: 'search-result', query, provider: name, hit: toSearchHit(page, index + 1)})),
    timeout({each: timeoutMs}),
    throwIfEmpty(() => foundNothing(query, name)),
    retryWithBackoff({
      attempts,
      baseMs: retryMs,
      maxMs: timeoutMs,
      random,
      retryable: (error) => error instanceof UpstreamError && error.retryable && (error.retryAfterMs ?? 0) <= timeoutMs,
      afterMs: (error) => (error instanceof UpstreamError ? error.retryAfterMs : undefined),
      announce: ({attempt, inMs, error}): Said => ({type: 'search-retry', provider: name, query, attempt, inMs, code: toReaderError(error).code}),
    }),
    catchError((error: unknown) => {
      const {code, message} = toReaderError(error);
      const said: Said = {type: 'search-error', provider: name, query, code, message, ...(next !== undefined && {next})};
      const isLastWord = code === 'empty' && next === undefined;
      return concat(isLastWord ? EMPTY : of(said), askInTurn(request, others, options));
    }),
  );
}

const foundNothing = (query: string, provider: string): UpstreamError =>
  new UpstreamError(`Cannot find "${query}": ${provider} has no hits`, {code: 'empty', reason: 'It found nothing.', retryable: false});
