/** shared - events of the search stage: from queries to found pages. */
import * as v from 'valibot';
import {SearchHit} from '../search-hit.ts';
import {Count, event, Milliseconds} from './event.ts';

/** The search has begun. */
export const SearchStartEvent = event('search-start', {queries: v.array(v.string()), providers: v.array(v.string())});
export type SearchStartEvent = v.InferOutput<typeof SearchStartEvent>;

/** One page was found. Said as soon as it is known, once per canonical URL. */
export const SearchResultEvent = event('search-result', {
  /** The query that found it. */
  query: v.string(),
  /** Who found it. */
  provider: v.string(),
  hit: SearchHit,
});
export type SearchResultEvent = v.InferOutput<typeof SearchResultEvent>;

/** A query waits for its turn at a provider. */
export const SearchWaitEvent = event('search-wait', {
  provider: v.string(),
  query: v.string(),
  /** How long it will wait, as far as is known. */
  waitMs: Milliseconds,
  reason: v.string(),
});
export type SearchWaitEvent = v.InferOutput<typeof SearchWaitEvent>;

/** A query failed in a way that may pass, and will be tried again. */
export const SearchRetryEvent = event('search-retry', {
  provider: v.string(),
  query: v.string(),
  /** The attempt that comes, from 2. */
  attempt: Count,
  inMs: Milliseconds,
  /** Why the last attempt failed. */
  code: v.string(),
});
export type SearchRetryEvent = v.InferOutput<typeof SearchRetryEvent>;

/** A query failed at a provider; the other queries go on. */
export const SearchErrorEvent = event('search-error', {
  provider: v.string(),
  query: v.string(),
  code: v.string(),
  /** What happened, in words for a reader. */
  message: v.string(),
  /** The provider that takes over. */
  next: v.exactOptional(v.string()),
});
export type SearchErrorEvent = v.InferOutput<typeof SearchErrorEvent>;

/** A provider searched for other words than it was given: most often a spelling that it corrected. */
export const SearchAlteredEvent = event('search-altered', {
  provider: v.string(),
  query: v.string(),
  /** What it searched for instead. */
  altered: v.string(),
});
export type SearchAlteredEvent = v.InferOutput<typeof SearchAlteredEvent>;

/** The search is over, whether or not all of it worked. */
export const SearchEndEvent = event('search-end', {
  /** Different pages found. */
  found: Count,
  ms: Milliseconds,
  /** Queries that were not sent: their turn at a busy provider was too far off, and others had found enough. */
  skipped: v.exactOptional(v.array(v.string())),
});
export type SearchEndEvent = v.InferOutput<typeof SearchEndEvent>;
