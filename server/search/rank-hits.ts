/** server/search - one ranking out of many: the hits of all queries merged by reciprocal rank fusion. */
import type {SearchHit} from '../../shared/search-hit.ts';
import type {RankedHit} from '../pipeline/handoff.ts';

/** A hit, and where it was found. */
export interface RankedResult {
  readonly query: string;
  readonly provider: string;
  readonly hit: SearchHit;
}

/** How much the first places count more than the next ones; 60 is the value of the paper. */
const K = 60;

/**
 * Merges hits by the sum of `1 / (60 + rank)` over every query and provider that found the page, best first, each page once.
 * The first result of a page tells what is shown of it; of pages that score the same the one found first comes first.
 * @param results - In the order in which they were found; a page may be among them many times.
 * @param maxHits - How many to keep.
 * @see https://plg.uwaterloo.ca/~gvcormac/cormacksigir09-rrf.pdf
 */
export function rankHits(results: readonly RankedResult[], maxHits: number): RankedHit[] {
  const ranked = new Map<string, RankedHit>();
  const counted = new Set<string>();
  for (const {query, provider, hit} of results) {
    const place = JSON.stringify([query, provider, hit.id]);
    if (counted.has(place)) continue;
    counted.add(place);
    const known = ranked.get(hit.id) ?? {...hit, provider, score: 0};
    ranked.set(hit.id, {...known, score: known.score + 1 / (K + hit.rank)});
  }
  return [...ranked.values()].sort((a, b) => b.score - a.score).slice(0, maxHits);
}
