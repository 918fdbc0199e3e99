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
}

/**
 * A search engine.
 * `search` is cold: each subscription is one call, emits hits best first, completes (with none when nothing was found),
 * and errors with an `UpstreamError`. Unsubscribing ends the call at once.
 */
export interface SearchProvider {
  /** Short name, as `SEARCH` and events tell it: `brave`, `corpus`. */
  readonly name: string;
  search(request: SearchRequest): Observable<FoundPage>;
}
