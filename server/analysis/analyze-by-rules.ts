/** server/analysis - understands a question without a model. Pure, and fast enough to be on every question's way. */
import type {Analysis} from '../pipeline/handoff.ts';
import {detectLanguage} from './detect-language.ts';
import {keyTerms} from './key-terms.ts';
import {questionIntent} from './question-intent.ts';
import {matterOf, searchQueries} from './search-queries.ts';

/**
 * What a question comes to, by its words alone. Any question that is not blank has at least one query.
 * @param question - As it was asked, up to 2,000 characters.
 */
export function analyzeByRules(question: string): Analysis {
  const language = detectLanguage(question);
  const terms = keyTerms(question, language);
  const intent = questionIntent(question, matterOf(question, language), language);
  return {queries: searchQueries(question, language, terms), language, terms, intent};
}
