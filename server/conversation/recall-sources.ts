/** server/conversation - what the answer before rested on, as pages for the question that follows it. Pure. */
import type {SearchHit} from '../../shared/search-hit.ts';
import {stemsOf} from '../analysis/stems.ts';
import type {Analysis, QuestionAsked} from '../pipeline/handoff.ts';
import {domainFilter} from '../search/domain-filter.ts';
import {toSearchHit} from '../search/to-search-hit.ts';

/** Who is said to have found these pages. */
export const CONVERSATION = 'conversation';
/** Pages that are recalled at most: the others are for what is new in the question. */
const MAX_RECALLED = 3;

/**
 * The sources that the last answer cited most, as hits: they are read again, so that "what about its price?" finds the page that the
 * answer came from. None when the question is about something else than the one before, and none that the reader's wishes leave out.
 * @param analysis - Of the new question, with what it takes over from the one before.
 */
export function recallSources({earlier = [], search}: QuestionAsked, {terms, queries, language}: Analysis): readonly SearchHit[] {
  const last = earlier.at(-1);
  if (!last || search.disabled) return [];
  const asked = new Set(stemsOf([...terms, ...queries].join(' '), language));
  const before = stemsOf([last.question, ...last.sources.map(({title}) => title)].join(' '), language);
  if (!before.some((stem) => asked.has(stem))) return [];
  const {providers: wished = []} = search;
  const isAllowed = domainFilter(search.domains);
  return last.sources
    .filter(({url, provider}) => isAllowed(url) && (wished.length === 0 || wished.includes(provider)))
    .slice(0, MAX_RECALLED)
    .map(({url, title, quote}, index) => toSearchHit({url, title, snippet: quote}, index + 1));
}
