/** server/analysis - understands a question without a model. Pure, and fast enough to be on every question's way. */
import {asyncScheduler} from 'rxjs';
import type {Analysis} from '../pipeline/handoff.ts';
import {ambiguityOf} from './ambiguous-terms.ts';
import {detectLanguage} from './detect-language.ts';
import {freshnessIntent} from './freshness-intent.ts';
import {greetingLanguage} from './greeting-language.ts';
import {keyTerms} from './key-terms.ts';
import {isSearchless, questionIntent} from './question-intent.ts';
import {matterOf, searchQueries} from './search-queries.ts';
import {siteIntent} from './site-intent.ts';

/**
 * What a question comes to, by its words alone. It has at least one query, unless it is a greeting or has no meaning to search for.
 * @param question - As it was asked, up to 2,000 characters.
 * @param today - ISO date. @defaultValue today
 */
export function analyzeByRules(question: string, today: string = new Date(asyncScheduler.now()).toISOString().slice(0, 10)): Analysis {
  const {text, sites, only} = siteIntent(question);
  const language = greetingLanguage(text) ?? detectLanguage(question);
  const intent = questionIntent(text, matterOf(text, language), language);
  if (isSearchless(intent)) return {queries: [], language, terms: [], intent};
  const terms = keyTerms(text, language);
  const freshness = freshnessIntent(text, today, language);
  const ambiguity = ambiguityOf(terms);
  return {
    queries: ambiguity ? ambiguity.senses.map((sense) => `${ambiguity.term} ${sense}`) : searchQueries(text, language, terms),
    language,
    terms,
    intent,
    ...(freshness !== undefined && {freshness}),
    ...(sites.length > 0 && {sites, ...(only && {onlySites: only})}),
    ...(ambiguity && {ambiguity}),
  };
}
