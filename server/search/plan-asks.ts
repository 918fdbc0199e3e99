/** server/search - who is asked what for one query. Pure. */
import type {Analysis, QuestionAsked} from '../pipeline/handoff.ts';
import type {Ask} from './ask-in-turn.ts';
import type {SearchProvider, SearchRequest} from './search-provider.ts';

/** A query of a question. */
export interface PlannedQuery {
  readonly query: string;
  /** Its place among the question's queries, from 0. */
  readonly variant: number;
  /** How many hits at most. */
  readonly count: number;
}

/**
 * The asks for one query, in order. What the reader wishes limits all of them. What we read out of the question (a time, a site) limits a
 * provider's first ask only: if nothing is found so, it is asked again without.
 */
export function planAsks(planned: PlannedQuery, {search, ref}: QuestionAsked, analysis: Analysis, providers: readonly SearchProvider[]): Ask[] {
  const {freshness, sites = [], onlySites = false} = analysis;
  const isSiteOpen = sites.length > 0 && !search.domains?.allow?.length;
  const toSites = {domains: {...search.domains, allow: sites}};
  const wished: SearchRequest = {
    ...planned,
    ref,
    language: search.language ?? analysis.language,
    ...(search.country !== undefined && {country: search.country}),
    ...(search.freshness !== undefined && {freshness: search.freshness}),
    ...(search.domains && {domains: search.domains}),
    ...(isSiteOpen && onlySites && toSites),
  };
  return providers.flatMap((provider): Ask[] => {
    const guesses = {
      ...(freshness !== undefined && search.freshness === undefined && !provider.timeless && {freshness}),
      ...(isSiteOpen && !onlySites && toSites),
    };
    const asWished = {provider, request: wished};
    return Object.keys(guesses).length > 0 ? [{provider, request: {...wished, ...guesses}, guessed: true}, asWished] : [asWished];
  });
}
