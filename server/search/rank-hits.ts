/** server/search - one ranking out of many: the hits of all queries merged by reciprocal rank fusion. */
import type {SearchHit} from '../../shared/search-hit.ts';
import type {RankedHit} from '../pipeline/handoff.ts';
import {createFold} from './fold-duplicates.ts';
import {siteOf} from './site-of.ts';

/** A hit, and where it was found. */
export interface RankedResult {
  readonly query: string;
  readonly provider: string;
  readonly hit: SearchHit;
  readonly passages?: readonly string[];
}

/** How many hits are kept. */
export interface RankLimits {
  readonly maxHits: number;
  /** Of one site. @defaultValue Infinity */
  readonly maxPerSite?: number;
}

/** How much the first places count more than the next ones; 60 is the value of the paper. */
const K = 60;

/**
 * Merges hits by the sum of `1 / (60 + rank)` over every query and provider that found the page, best first, each page once.
 * The first result of a page tells what is shown of it; of pages that score the same the one found first comes first. Of pages whose
 * snippets are nearly the same the best is kept.
 * @param results - In the order in which they were found; a page may be among them many times.
 * @see https://plg.uwaterloo.ca/~gvcormac/cormacksigir09-rrf.pdf
 */
export function rankHits(results: readonly RankedResult[], {maxHits, maxPerSite = Infinity}: RankLimits): RankedHit[] {
  const repeats = createFold();
  const kept: RankedHit[] = [];
  const keptOf = new Map<string, number>();
  for (const hit of merge(results)) {
    if (kept.length >= maxHits) break;
    const site = siteOf(hit.url);
    const ofSite = keptOf.get(site) ?? 0;
    if ((site !== '' && ofSite >= maxPerSite) || repeats(hit.snippet)) continue;
    keptOf.set(site, ofSite + 1);
    kept.push(hit);
  }
  return kept;
}

/** All pages, best first. */
function merge(results: readonly RankedResult[]): RankedHit[] {
  const ranked = new Map<string, RankedHit>();
  const counted = new Set<string>();
  for (const {query, provider, hit, passages} of results) {
    const place = JSON.stringify([query, provider, hit.id]);
    if (counted.has(place)) continue;
    counted.add(place);
    const known = ranked.get(hit.id) ?? {...hit, provider, score: 0};
    const told = known.passages ?? passages;
    ranked.set(hit.id, {...known, score: known.score + 1 / (K + hit.rank), ...(told && {passages: told})});
  }
  return [...ranked.values()].sort((a, b) => b.score - a.score);
}
