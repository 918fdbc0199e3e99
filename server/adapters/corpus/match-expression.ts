/** server/adapters/corpus - a question's terms as an FTS5 query. */
import type {QueryTerms} from './query-terms.ts';

/** How a question is looked for. */
export interface MatchPlan {
  /** FTS5 expressions; the first that finds enough is enough. */
  readonly expressions: readonly string[];
  /** Whether what is found is to be ranked; otherwise there is too much of it. */
  readonly ranked: boolean;
  /** The words that stand anywhere, and in how many documents. */
  readonly documents: ReadonlyMap<string, number>;
}

/**
 * A term as FTS5 takes it: quoted, so that nothing in it is an operator; several words are a phrase. Undefined when there is no letter or digit in it.
 * @see https://www.sqlite.org/fts5.html#fts5_strings
 */
export const quoted = (term: string): string | undefined =>
  /[\p{L}\p{N}]/u.test(term) ? `"${term.replace(/["\0]/g, ' ').toWellFormed()}"` : undefined;

/**
 * Plans the search. Words that stand in more than `common` documents tell little, and cost much: they count only beside a rarer word, or
 * when there is no rarer one. Undefined when no word stands anywhere.
 * @param documentsWith - In how many documents a word (quoted) stands, counted no further than `common + 1`.
 */
export function planMatch({words, pairs}: QueryTerms, documentsWith: (word: string) => number, common: number): MatchPlan | undefined {
  const counted = words.flatMap((word) => {
    const expression = quoted(word);
    const documents = expression === undefined ? 0 : documentsWith(expression);
    return expression === undefined || documents === 0 ? [] : [{word, expression, documents}];
  });
  if (counted.length === 0) return undefined;
  const documents = new Map(counted.map((word) => [word.word, word.documents]));
  const rare = counted.filter(({documents}) => documents <= common);
  if (rare.length === 0) {
    const every = counted.map(({expression}) => expression);
    const all = every.join(' AND ');
    return {ranked: false, documents, expressions: [`{heading} : (${all})`, all, every.slice(0, 2).join(' AND '), every[0] ?? '']};
  }
  const isRare = new Set(rare.map(({word}) => word));
  const besides = pairs
    .filter(({first, second}) => documents.has(first) && documents.has(second) && (isRare.has(first) || isRare.has(second)))
    .flatMap(({first, second}) => quoted(`${first} ${second}`) ?? []);
  return {ranked: true, documents, expressions: [[...rare.map(({expression}) => expression), ...besides].join(' OR ')]};
}
