/**
 * server/search - stage 2 of 5: finds pages for the queries of one question.
 * Hears `queries-ready`. Says `search-start`, `search-result`, `search-wait`, `search-retry`, `search-altered`, `search-error`, `search-end`.
 * Hands on `hits-ready`.
 */
import {asyncScheduler, concat, connect, defer, delay, distinct, from, merge, mergeMap, type Observable, ReplaySubject, take, tap, toArray} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import {CONVERSATION, recallSources} from '../conversation/recall-sources.ts';
import type {EvidenceGap} from '../pipeline/handoff.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {askInTurn, type AskInTurnOptions, type PageFound, type SearchStep} from './ask-in-turn.ts';
import {chooseProviders} from './choose-providers.ts';
import {planAsks} from './plan-asks.ts';
import {rankHits} from './rank-hits.ts';
import type {SearchProvider} from './search-provider.ts';
import {skipWaiting} from './skip-waiting.ts';

/** Options for {@link searchWeb}. */
export interface SearchWebOptions extends Partial<AskInTurnOptions> {
  /** Queries in flight at once. @defaultValue 3 */
  readonly concurrency?: number;
  /** Longest wait for a hit of one query, from the call or from the hit before, in milliseconds, unless the provider has its own. @defaultValue 5_000 */
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
  /** Hits at most of one site, unless the reader or the question names sites. @defaultValue 3 */
  readonly maxPerSite?: number;
  /** How long queries may still wait for their turn after one has found something, in milliseconds. @defaultValue 1_500 */
  readonly graceMs?: number;
  /** Whether a query goes to all providers at once, not to the next one only where one has nothing. @defaultValue false */
  readonly parallel?: boolean;
}

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
 * `search-end` and `hits-ready` always come, at worst with nothing. In a conversation the pages that the last answer rested on come
 * last, as if one more provider had found them: see {@link recallSources}. A reader who wants no search gets none, and no errors of it.
 * @param providers - In order of preference; `server/main.ts` chooses the adapters. A reader may restrict and reorder them.
 */
export function searchWeb(providers: readonly SearchProvider[], options: SearchWebOptions = {}): Stage {
  const {concurrency = 3, count = 10, maxHits = 12, maxPerSite = 3, graceMs = 1_500, parallel = false, ...rest} = options;
  const asking: AskInTurnOptions = {timeoutMs: 5_000, attempts: 2, retryMs: 500, random: Math.random, ...rest};

  return onHandoff('queries-ready', ({type: _type, asked, ...analysis}) =>
    defer(() => {
      const startedAt = asyncScheduler.now();
      const queries = asked.search.disabled ? [] : [...new Set(analysis.queries)];
      const {chosen, unknown} = asked.search.disabled ? {chosen: [], unknown: []} : chooseProviders(providers, asked.search.providers);
      const opening: Said[] = [
        {type: 'search-start', queries, providers: chosen.map(({name}) => name)},
        ...unknown.map((name) => isUnknown(name, asked.question)),
      ];
      const skipped: string[] = [];
      const found$ = new ReplaySubject<void>(1);
      const enough$ = found$.pipe(take(1), delay(graceMs));

      const search = (query: string, variant: number): Observable<SearchStep> => {
        const asks = planAsks({query, variant, count}, asked, analysis, chosen);
        const lines = parallel ? chosen.map((provider) => asks.filter((ask) => ask.provider === provider)) : [asks];
        return merge(...lines.map((line) => askInTurn(line, asking).pipe(tellHits(() => found$.next()), skipWaiting(enough$, () => skipped.push(query)))));
      };
      const summarize = (steps: readonly SearchStep[]): readonly PipelineItem[] => {
        const pages = steps.filter(isPage);
        const namesSites = analysis.sites !== undefined || (asked.search.domains?.allow ?? []).length > 0;
        const hits = rankHits(pages, {maxHits, maxPerSite: namesSites ? Infinity : maxPerSite});
        const gap = asked.search.disabled && analysis.intent !== 'greeting' ? 'not-searched' : gapOf(queries, chosen, steps);
        return [
          {type: 'search-end', found: new Set(pages.map(({hit}) => hit.id)).size, ms: asyncScheduler.now() - startedAt, ...(skipped.length > 0 && {skipped: [...new Set(skipped)]})},
          // What is no question needs no synthesis of answers.
          {type: 'hits-ready', asked: gap === 'no-question' ? {...asked, synthesis: false} : asked, analysis, hits, ...(gap && {gap})},
        ];
      };

      const recalled = recallSources(asked, analysis).map((hit): PageFound => ({type: 'page-found', query: queries[0] ?? asked.question, provider: CONVERSATION, hit}));
      const step$ = concat(from(queries).pipe(mergeMap(search, concurrency)), recalled);
      // Pages go out one by one and are gathered at the same time; `connect` keeps it to one search.
      const said$ = step$.pipe(connect((shared$) => merge(shared$.pipe(distinct(byPage), mergeMap(toSaid)), shared$.pipe(toArray(), mergeMap(summarize)))));
      return concat(opening, said$);
    }),
  );
}

/** Calls back when a query is complete and has found something. */
const tellHits = (onHits: () => void) => (step$: Observable<SearchStep>): Observable<SearchStep> =>
  defer(() => {
    let hasHits = false;
    return step$.pipe(
      tap({
        next: (step) => (hasHits ||= isPage(step)),
        complete: () => hasHits && onHits(),
      }),
    );
  });

const isPage = (step: SearchStep): step is PageFound => step.type === 'page-found';

/** Results are the same when they lead to the same page; nothing else is the same as anything. */
const byPage = (step: SearchStep): unknown => (isPage(step) ? step.hit.id : step);

function toSaid(step: SearchStep): Said[] {
  if (step.type === 'turn-came') return [];
  if (step.type !== 'page-found') return [step];
  const {query, provider, hit} = step;
  return [{type: 'search-result', query, provider, hit}];
}

/** A search that failed has not found that there is nothing. */
function gapOf(queries: readonly string[], asked: readonly SearchProvider[], steps: readonly SearchStep[]): EvidenceGap | undefined {
  if (steps.some(isPage)) return undefined;
  if (queries.length === 0) return 'no-question';
  return asked.length === 0 || steps.some((step) => step.type === 'search-error' && step.code !== 'empty') ? 'search-failed' : 'nothing-found';
}

const isUnknown = (provider: string, query: string): Said => ({
  type: 'search-error',
  provider,
  query,
  code: 'unknown-provider',
  message: 'There is no search provider of this name here.',
});
