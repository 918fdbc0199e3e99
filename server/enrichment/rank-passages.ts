/** server/enrichment - scores passages: by their words, and where a ranker is plugged in, the best of these by the ranker. */
import {catchError, map, type Observable, of, take, throwIfEmpty, timeout} from 'rxjs';
import {toReaderError} from '../pipeline/upstream-error.ts';
import type {PassageRanker} from './passage-ranker.ts';
import {type PassagePage, scorePassages} from './score-passages.ts';

/** How {@link rankPassages} ranks. */
export interface RankOptions {
  /** Judges again what BM25 found. Without one, BM25's word stands. */
  readonly ranker?: PassageRanker;
  /** Longest wait for the ranker, in milliseconds. */
  readonly rankTimeoutMs: number;
  /** Passages at most that it is given, from every page the same number. */
  readonly rankedPassages: number;
}

/** Scores of every page's passages. */
export interface Ranking {
  readonly scores: readonly (readonly number[])[];
  /** The ranker failed or was too slow; these are BM25's scores. */
  readonly degraded: boolean;
}

/** What a ranking is made for. */
export interface RankedQuestion {
  readonly question: string;
  readonly language: string;
  readonly terms: ReadonlySet<string>;
}

/** Emits one ranking and completes: at once without a ranker, never later than `rankTimeoutMs` with one. Never errors. */
export function rankPassages(pages: readonly PassagePage[], {question, language, terms}: RankedQuestion, options: RankOptions): Observable<Ranking> {
  const {ranker, rankTimeoutMs, rankedPassages} = options;
  const scores = scorePassages(pages, terms);
  const candidates = candidatesOf(scores, rankedPassages);
  if (!ranker || candidates.length === 0) return of({scores, degraded: false});
  const passages = candidates.flatMap(({page, at}) => {
    const {title = '', passages: own = []} = pages[page] ?? {};
    const passage = own[at];
    return passage ? [{title, text: passage.text, ...(passage.heading !== undefined && {heading: passage.heading})}] : [];
  });
  return ranker.rank({question, language, passages}).pipe(
    timeout({first: rankTimeoutMs}),
    take(1),
    throwIfEmpty(),
    map((judged): Ranking => {
      if (judged.length !== candidates.length || !judged.every((score) => Number.isFinite(score))) throw new TypeError(`${ranker.name} gave other scores than it was asked for`);
      const again = scores.map((own) => own.map(() => 0));
      for (const [index, {page, at}] of candidates.entries()) again[page]?.splice(at, 1, Math.max(0, judged[index] ?? 0));
      return {scores: again, degraded: false};
    }),
    catchError((error: unknown) => {
      toReaderError(error); // for the log
      return of({scores, degraded: true});
    }),
  );
}

/** The best passages of each page, the same number from all. */
function candidatesOf(scores: readonly (readonly number[])[], most: number): readonly {readonly page: number; readonly at: number}[] {
  const share = Math.max(1, Math.floor(most / Math.max(1, scores.length)));
  const all = scores.flatMap((own, page) =>
    own
      .map((score, at) => ({page, at, score}))
      .toSorted((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, share),
  );
  return all.slice(0, most);
}
