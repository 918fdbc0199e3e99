/** server/analysis - understands a question with one call to a model. What the model leaves out or gets wrong, the rules fill in. */
import {asyncScheduler, defer, map, type Observable} from 'rxjs';
import * as v from 'valibot';
import {askJson, type HelpingModel} from '../models/ask-json.ts';
import {createFence} from '../models/create-fence.ts';
import type {Analysis, QuestionAsked} from '../pipeline/handoff.ts';
import {analysisPrompt} from './analysis-prompt.ts';
import {MAX_TERMS} from './key-terms.ts';
import {INTENTS, isSearchless} from './question-intent.ts';
import {MAX_QUERY_LENGTH} from './search-queries.ts';

const MAX_QUERIES = 3;

const line = v.pipe(v.string(), v.transform((text) => text.replace(/\s+/gu, ' ').trim()), v.minLength(1));
const lines = (maxLength: number, most: number) =>
  v.pipe(
    v.array(v.pipe(line, v.maxLength(maxLength))),
    v.minLength(1),
    v.transform((items) => [...new Set(items)].slice(0, most)),
  );

/** Each field by itself: one that is missing or malformed is undefined and costs the others nothing. */
const Answer = v.object({
  queries: v.fallback(v.optional(lines(MAX_QUERY_LENGTH, MAX_QUERIES)), undefined),
  language: v.fallback(v.optional(v.pipe(v.string(), v.check((text) => languageTag(text) !== undefined), v.transform((text) => languageTag(text) ?? 'und'))), undefined),
  terms: v.fallback(v.optional(lines(100, MAX_TERMS)), undefined),
  intent: v.fallback(v.optional(v.picklist(INTENTS)), undefined),
  freshness: v.fallback(v.optional(v.picklist(['day', 'week', 'month', 'year'])), undefined),
  senses: v.fallback(v.optional(v.pipe(lines(80, MAX_QUERIES), v.minLength(2))), undefined),
});
type Answer = v.InferOutput<typeof Answer>;

/**
 * One JSON call. Emits one analysis, or errors with whatever {@link askJson} errs with, or when what it says is no object.
 * @param ruled - What the rules made of the question; fills the gaps.
 * @param deadlineMs - Longest wait, in milliseconds.
 */
export const analyzeByModel = (model: HelpingModel, asked: QuestionAsked, ruled: Analysis, deadlineMs: number): Observable<Analysis> =>
  defer(() => {
    const {question, earlier, ref} = asked;
    const messages = analysisPrompt(question, {today: new Date(asyncScheduler.now()).toISOString().slice(0, 10), fence: createFence(), earlier});
    return askJson(model, {messages, evidence: {question, analysis: ruled, sources: []}, ref, deadlineMs});
  }).pipe(
    map((said) => merge(v.parse(Answer, said), ruled)),
  );

/** What the model says, and the rules' word where it says nothing. Of a word of several meanings, its queries count only if they are for those. */
function merge({queries, language, terms, intent, freshness, senses}: Answer, ruled: Analysis): Analysis {
  const merged = {...ruled, language: language ?? ruled.language, terms: terms ?? ruled.terms, intent: intent ?? ruled.intent, ...(freshness && {freshness})};
  if (!queries) return isSearchless(merged.intent) ? {queries: [], language: merged.language, terms: [], intent: merged.intent} : merged;
  if (!senses) return ruled.ambiguity ? merged : {...merged, queries};
  return {...merged, queries, ambiguity: {term: ruled.ambiguity?.term ?? merged.terms[0] ?? '', senses}};
}

/** As BCP 47 writes it; undefined for what is no tag. */
function languageTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}
