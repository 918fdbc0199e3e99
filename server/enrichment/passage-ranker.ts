/** server/enrichment - what can be plugged in to judge passages better than words do: an embedding model, a cross-encoder. */
import type {Observable} from 'rxjs';

/** What a ranker judges. */
export interface RankRequest {
  readonly question: string;
  /** BCP 47 tag of the question, `und` when unknown. */
  readonly language: string;
  /** The best by their words, from every page; at most as many as the stage's `rankedPassages`. */
  readonly passages: readonly {readonly title: string; readonly heading?: string; readonly text: string}[];
}

/**
 * Judges passages again, after BM25, which finds them and stands in when this fails or is too slow.
 * `rank` is cold: each subscription is one judgement, emits a score for each passage in their order (0 for one that does not bear on the
 * question, higher is better) and completes, or errors. Unsubscribing ends it at once.
 */
export interface PassageRanker {
  /** Short name, for logs. */
  readonly name: string;
  rank(request: RankRequest): Observable<readonly number[]>;
}
