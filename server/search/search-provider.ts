/** server/search - what the stage needs of a search engine. */
import type {Observable} from 'rxjs';

/** One query to one provider. */
export interface SearchRequest {
  readonly query: string;
  /** How many hits at most. */
  readonly count: number;
  /** BCP 47 tag of the question's language, `und` when unknown. */
  readonly language: string;
  /** ISO 3166 code. */
  readonly country?: string;
  /** `day`, `week`, `month`, `year` or `YYYY-MM-DDtoYYYY-MM-DD`. */
  readonly freshness?: string;
  /** Hosts that may or may not be among the hits; a provider that can't filter leaves it to the stage. */
  readonly domains?: {readonly allow?: readonly string[]; readonly deny?: readonly string[]};
  /**
   * Place among the variants of its question, from 0; lower ones go first where requests wait for their turn. It does not change what is
   * found: requests that differ in it alone are equal.
   */
  readonly variant?: number;
  /** Ties the call to our traces. It does not change what is found either. */
  readonly ref?: string;
}

/** A hit as a provider gives it, best first. */
export interface FoundPage {
  /** Absolute web address, or `/v1/corpus/:docId` for a corpus document. */
  readonly url: string;
  readonly title: string;
  /** Plain text. */
  readonly snippet: string;
  readonly age?: string;
  readonly siteName?: string;
  /** Parts of the page's own text that bear on the query, plain, where the provider has them. */
  readonly passages?: readonly string[];
}

/**
 * What a provider says besides hits: the request waits for its turn; its turn has come (only after a wait); the provider searched for
 * other words than it was given.
 */
export type SearchNotice =
  | {readonly notice: 'wait'; /** As far as is known. */ readonly waitMs: number; readonly reason: string}
  | {readonly notice: 'turn'}
  | {readonly notice: 'altered'; readonly altered: string};

export type SearchItem = FoundPage | SearchNotice;

/** Tells notices from pages. */
export const isNotice = (item: SearchItem): item is SearchNotice => 'notice' in item;

/** How a provider fares, for operators. */
export interface ProviderState {
  readonly status: 'ok' | 'rate-limited' | 'quota-exhausted';
  /** Requests that wait for their turn. */
  readonly waiting: number;
}

/**
 * A search engine.
 * `search` is cold: each subscription is one call, emits hits best first and notices between them, completes (with no hit when nothing was
 * found), and errors with an `UpstreamError`. Unsubscribing ends the call at once, or the wait for its turn.
 */
export interface SearchProvider {
  /** Short name, as `SEARCH` and events tell it: `brave`, `corpus`. */
  readonly name: string;
  /** Whether `freshness` means nothing to it. */
  readonly timeless?: boolean;
  /** Longest silence before it counts as failed, in milliseconds. @defaultValue what the stage allows */
  readonly timeoutMs?: number;
  search(request: SearchRequest): Observable<SearchItem>;
  /** How it fares; left out where it has no limits. */
  state?(): ProviderState;
}
