/** server/adapters/corpus - from terms to hits: candidates by BM25, ordered by how many terms they have, one per document. */
import type {Candidate, CorpusIndex} from './corpus-index.ts';
import {findTerms} from './find-terms.ts';
import {matchExpression, quoted} from './match-expression.ts';
import {snippet} from './snippet.ts';

/** What to look for. */
export interface CorpusQuery {
  /** Words; the first 24 different ones count. */
  readonly terms: readonly string[];
  /** How many hits at most. */
  readonly count: number;
}

/** A document that fits, and where in it. */
export interface CorpusHit extends Pick<Candidate, 'docId' | 'title' | 'path' | 'slug'> {
  readonly snippet: string;
}

const MAX_TERMS = 24;
/** Sections looked at for each hit wanted: a document may have many that fit. */
const CANDIDATES_PER_HIT = 5;
/** A term in more sections than this is simply common. */
const COMMON = 10_000;

/** Searches an index. No text of terms makes it throw. */
export function searchIndex(index: CorpusIndex, {terms, count}: CorpusQuery): CorpusHit[] {
  const different = [...new Map(terms.map((term) => [term.toLowerCase(), term])).values()].slice(0, MAX_TERMS);
  const counted = different.map((term) => {
    const expression = quoted(term);
    return {term, sections: expression === undefined ? 0 : index.sectionsWith(expression, COMMON)};
  });
  const expression = matchExpression(counted);
  if (expression === undefined) return [];

  const find = findTerms(different);
  const ranked = index
    .match(expression, CANDIDATES_PER_HIT * count)
    .map((candidate) => {
      const found = find(candidate.body);
      const having = new Set([...found, ...find(`${candidate.title}\n${candidate.heading}`)].map(({term}) => term)).size;
      return {candidate, found, score: candidate.score * (having / different.length)};
    })
    .sort((a, b) => b.score - a.score);

  const hits: CorpusHit[] = [];
  const shown = new Set<string>();
  for (const {candidate, found} of ranked) {
    const {docId, title, path, slug, body, inPackage} = candidate;
    // Packages are often installed several times, in several versions.
    const same = [inPackage ?? docId, `${title}\n${body}`];
    if (same.some((key) => shown.has(key))) continue;
    for (const key of same) shown.add(key);
    hits.push({docId, title, path, slug, snippet: snippet(body, found)});
    if (hits.length === count) break;
  }
  return hits;
}
