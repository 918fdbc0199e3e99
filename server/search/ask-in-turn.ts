/** server/search - one query, and the providers that are asked for it until one has something. */
import {catchError, concat, defer, EMPTY, filter, mergeMap, type Observable, of, type OperatorFunction, takeWhile, throwError} from 'rxjs';
import type {SearchHit} from '../../shared/search-hit.ts';
import type {Said} from '../../shared/session-event.ts';
import {unreachable} from '../../shared/unreachable.ts';
import {toReaderError, UpstreamError} from '../pipeline/upstream-error.ts';
import {retryWithBackoff} from '../resilience/retry-with-backoff.ts';
import {isPageUrl} from './canonical-url.ts';
import {domainFilter} from './domain-filter.ts';
import {limitSilence} from './limit-silence.ts';
import {type FoundPage, isNotice, type SearchItem, type SearchNotice, type SearchProvider, type SearchRequest} from './search-provider.ts';
import {toSearchHit} from './to-search-hit.ts';

/** Options for {@link askInTurn}. */
export interface AskInTurnOptions {
  /** Longest wait for a hit, from the call or from the hit before, in milliseconds, unless the provider has its own. The wait for a turn does not count. */
  readonly timeoutMs: number;
  /** Calls at most to one provider, the first one included. */
  readonly attempts: number;
  /** Longest wait before the second call, unless the provider asks for more, in milliseconds. */
  readonly retryMs: number;
  /** Where in that wait it falls, from 0 to below 1. */
  readonly random: () => number;
}

/** A provider, and what it is asked. */
export interface Ask {
  readonly provider: SearchProvider;
  readonly request: SearchRequest;
  /** Whether the request is limited by what we read out of the question, which the reader may not have meant. */
  readonly guessed?: boolean;
}

/** A page was found. */
export interface PageFound {
  readonly type: 'page-found';
  readonly query: string;
  readonly provider: string;
  readonly hit: SearchHit;
  readonly passages?: readonly string[];
}

/** A query's turn has come, after a wait. */
export interface TurnCame {
  readonly type: 'turn-came';
}

/** What happens while a query is searched for. */
export type SearchStep = PageFound | TurnCame | Said;

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
 * To find nothing is said as a `search-error` only where something else is asked instead. Never errors.
 * @param asks - In order. The next one is asked when one fails, stalls or finds nothing; of a provider that failed no other is.
 */
export function askInTurn([ask, ...others]: readonly Ask[], options: AskInTurnOptions): Observable<SearchStep> {
  if (!ask) return EMPTY;
  const {provider, request} = ask;
  const {query, domains} = request;
  const {timeoutMs, attempts, retryMs, random} = options;
  const {name} = provider;
  const isWanted = domainFilter(domains);

  return defer(() => provider.search(request)).pipe(
    filter((item) => isNotice(item) || (isPageUrl(item.url) && isWanted(item.url))),
    limitSilence(provider.timeoutMs ?? timeoutMs),
    toSteps(ask),
    retryWithBackoff({
      attempts,
      baseMs: retryMs,
      maxMs: timeoutMs,
      random,
      counts: isFound,
      retryable: (error) => error instanceof UpstreamError && error.retryable && (error.retryAfterMs ?? 0) <= timeoutMs,
      afterMs: (error) => (error instanceof UpstreamError ? error.retryAfterMs : undefined),
      announce: ({attempt, inMs, error}): SearchStep => ({type: 'search-retry', provider: name, query, attempt, inMs, code: toReaderError(error).code}),
    }),
    catchError((error: unknown) => {
      const {code, message} = toReaderError(error);
      const left = code === 'empty' ? others : others.filter((other) => other.provider !== provider);
      const next = left[0]?.provider.name;
      const said: SearchStep = {type: 'search-error', provider: name, query, code, message, ...(next !== undefined && {next})};
      const isLastWord = code === 'empty' && next === undefined;
      return concat(isLastWord ? EMPTY : of(said), askInTurn(left, options));
    }),
  );
}

const isFound = (step: unknown): boolean => typeof step === 'object' && step !== null && 'type' in step && step.type === 'page-found';

/** Numbers the pages and leaves when there are enough of them; errors when there is none. */
const toSteps =
  ({provider: {name: provider}, request: {query, count}, guessed = false}: Ask): OperatorFunction<SearchItem, SearchStep> =>
  (item$) =>
    defer(() => {
      let rank = 0;
      const step$ = item$.pipe(
        mergeMap((item): SearchStep[] => (isNotice(item) ? fromNotice(item, query, provider) : [toPageFound(item, ++rank, query, provider)])),
        takeWhile(() => rank < count, true),
      );
      return concat(step$, defer(() => (rank > 0 ? EMPTY : throwError(() => foundNothing(query, provider, guessed)))));
    });

const toPageFound = ({passages, ...page}: FoundPage, rank: number, query: string, provider: string): PageFound => ({
  type: 'page-found',
  query,
  provider,
  hit: toSearchHit(page, rank),
  ...(passages && {passages}),
});

function fromNotice(notice: SearchNotice, query: string, provider: string): SearchStep[] {
  switch (notice.notice) {
    case 'wait':
      return [{type: 'search-wait', provider, query, waitMs: notice.waitMs, reason: notice.reason}];
    case 'turn':
      return [{type: 'turn-came'}];
    case 'altered':
      return [{type: 'search-altered', provider, query, altered: notice.altered}];
    default:
      return unreachable(notice, []);
  }
}

const foundNothing = (query: string, provider: string, guessed: boolean): UpstreamError =>
  new UpstreamError(`Cannot find "${query}": ${provider} has no hits`, {
    code: 'empty',
    reason: guessed ? 'It found nothing of the time or the site that the question names.' : 'It found nothing.',
    retryable: false,
  });
