/** server/adapters/corpus - a question's terms as an FTS5 query. */

/** A term, and in how many sections it stands. */
export interface CountedTerm {
  readonly term: string;
  readonly sections: number;
}

/** Sections that are worth ranking for one question. To rank one takes a few microseconds. */
const ENOUGH = 1_000;

/**
 * A term as FTS5 takes it: quoted, so that nothing in it is an operator; several words are a phrase. Undefined when there is no letter or digit in it.
 * @see https://www.sqlite.org/fts5.html#fts5_strings
 */
export const quoted = (term: string): string | undefined =>
  /[\p{L}\p{N}]/u.test(term) ? `"${term.replace(/["\0]/g, ' ').toWellFormed()}"` : undefined;

/**
 * Asks for the sections with any of the rarer terms, as many as make enough sections; the common terms count where they stand in
 * those. Undefined when no term stands anywhere.
 *
 * `[undici 90, timeout 700, option 5000]`: `("undici" OR "timeout") AND ("undici" OR "timeout" OR "option")`, in which BM25
 * counts the rarer terms twice.
 */
export function matchExpression(terms: readonly CountedTerm[]): string | undefined {
  const known = terms.filter(({sections}) => sections > 0).sort((a, b) => a.sections - b.sections);
  let total = 0;
  const rarer = known.filter(({sections}, place) => (total += sections) <= ENOUGH || place === 0);
  if (rarer.length === 0) return undefined;
  return rarer.length === known.length ? anyOf(rarer) : `(${anyOf(rarer)}) AND (${anyOf(known)})`;
}

const anyOf = (terms: readonly CountedTerm[]): string => terms.flatMap(({term}) => quoted(term) ?? []).join(' OR ');
