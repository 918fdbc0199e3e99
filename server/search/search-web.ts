/**
 * server/search - stage 2 of 5: finds pages for the queries of one question.
 * Hears `queries-ready`. Says `search-start`, `search-result`, `search-retry`, `search-error`, `search-end`. Hands on `hits-ready`.
 */
import {asyncScheduler, concat, connect, distinct, from, merge, mergeMap, toArray} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {Analysis, QuestionAsked} from '../pipeline/handoff.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {askInTurn, type AskInTurnOptions} from './ask-in-turn.ts';
import {chooseProviders} from './choose-providers.ts';
import {rankHits} from './rank-hits.ts';
import type {SearchProvider, SearchRequest} from './search-provider.ts';

/** Options for {@link searchWeb}. */
export interface SearchWebOptions extends Partial<AskInTurnOptions> {
  /** Queries in flight at once. @defaultValue 3 */
  readonly concurrency?: number;
  /** Longest wait for a hit of one query, from the call or from the hit before, in milliseconds. @defaultValue 5_000 */
  readonly timeoutMs?: number;
  /** Hits at most that one query asks one provider for. @defaultValue 10 */
  readonly count?: number;
  /** Hits at most that are handed on. @defaultValue 12 */
  readonly maxHits?: number;
  /** Calls at most of one query to one provider, the first one included. @defaultValue 2 */
  readonly attempts?: number;
  /** Longest wait before the second call, unless the provider asks for more, in milliseconds. @defaultValue 500 */
  readonly retryMs?: number;
  /** Where in that wait it falls, from 0 to below 1. @defaultValue Math.random */
  readonly random?: () => number;
}

type SearchResult = Extract<Said, {type: 'search-result'}>;

/**
 * Searches for every query, says each page once, as soon as it is found, and hands on the best of all queries.
 *
 * ```text
 * in:       -q|             q    queries-ready [x, y]
 * query x:   --a--b|        a b  pages; y finds b first
 * query y:   ----b|
 * out:      -s-a-b-(eh|)    s    search-start, e  search-end, h  hits-ready [b, a]
 * ```
 *
 * A query that fails or stalls at one provider is taken over by the next, and the reader is told. The stage itself never errors;
 * `search-end` and `hits-ready` always come, at worst with nothing.
 * @param providers - In order of preference; `server/main.ts` chooses the adapters. A reader may restrict and reorder them.
 */
export function searchWeb(providers: readonly SearchProvider[], options: SearchWebOptions = {}): Stage {
  const {concurrency = 3, timeoutMs = 5_000, count = 10, maxHits = 12, attempts = 2, retryMs = 500, random = Math.random} = options;

  return onHandoff('queries-ready', ({type: _type, asked, ...analysis}) => {
    const startedAt = asyncScheduler.now();
    const queries = [...new Set(analysis.queries)];
    const {chosen, unknown} = chooseProviders(providers, asked.search.providers);
    const opening: Said[] = [
      {type: 'search-start', queries, providers: chosen.map(({name}) => name)},
      ...unknown.map((name) => isUnknown(name, asked.question)),
    ];
    const search = (query: string) => askInTurn(toRequest(query, asked, analysis, count), chosen, {timeoutMs, attempts, retryMs, random});
    const summarize = (said: readonly Said[]): readonly PipelineItem[] => {
      const results = said.filter(isResult);
      const found = new Set(results.map(({hit}) => hit.id)).size;
      return [
        {type: 'search-end', found, ms: asyncScheduler.now() - startedAt},
        {type: 'hits-ready', asked, analysis, hits: rankHits(results, maxHits)},
      ];
    };

    const said$ = from(queries).pipe(mergeMap(search, concurrency));
    // Pages go out one by one and are gathered at the same time; `connect` keeps it to one search.
    const found$ = said$.pipe(connect((shared$) => merge(shared$.pipe(distinct(byPage)), shared$.pipe(toArray(), mergeMap(summarize)))));
    return concat(opening, found$);
  });
}

const toRequest = (query: string, {search}: QuestionAsked, {language}: Analysis, count: number): SearchRequest => ({
  query,
  count,
  language: search.language ?? language,
  ...(search.country !== undefined && {country: search.country}),
  ...(search.freshness !== undefined && {freshness: search.freshness}),
  ...(search.domains && {domains: search.domains}),
});

const isResult = (said: Said): said is SearchResult => said.type === 'search-result';

/** Results are the same when they lead to the same page; nothing else is the same as anything. */
const byPage = (said: Said): unknown => (isResult(said) ? said.hit.id : said);

const isUnknown = (provider: string, query: string): Said => ({
  type: 'search-error',
  provider,
  query,
  code: 'unknown-provider',
  message: 'There is no search provider of this name here.',
});
