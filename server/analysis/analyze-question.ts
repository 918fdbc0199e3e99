/**
 * server/analysis - stage 1 of 5: makes search queries of a question.
 * Hears `question-asked`. Says `analysis-start`, `analysis-end`, `session-warning`. Hands on `queries-ready`.
 */
import {asyncScheduler, catchError, concat, defer, mergeMap, of} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {HelpingModel} from '../models/ask-json.ts';
import type {Analysis} from '../pipeline/handoff.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {analyzeByModel} from './analyze-by-model.ts';
import {analyzeFollowUp} from './analyze-follow-up.ts';
import {isSearchless} from './question-intent.ts';

/** Options for {@link analyzeQuestion}. */
export interface AnalyzeQuestionOptions {
  /** The model that helps, asked for anew with each question; the rules do it alone when there is none. @defaultValue none */
  readonly model?: () => HelpingModel | undefined;
  /** Longest wait for the model, in milliseconds; then the rules' analysis is used. @defaultValue 1_500 */
  readonly deadlineMs?: number;
}

/**
 * Understands the question, by rules or with a model's help.
 *
 * ```text
 * in:     -q|            q  question-asked
 * model:   ---a|         a  its analysis; an error or a silence of `deadlineMs` stands for the rules'
 * out:    -s--(er|)      s  analysis-start, e  analysis-end, r  queries-ready
 * ```
 *
 * A greeting, what has no meaning to search for, and what is not to be searched for go on at once and without queries. A word of several meanings is said as a
 * `session-warning`, too. It never errors: the rules always find an answer.
 */
export function analyzeQuestion(options: AnalyzeQuestionOptions = {}): Stage {
  const {model, deadlineMs = 1_500} = options;
  return onHandoff('question-asked', (asked) => {
    const startedAt = asyncScheduler.now();
    const analysis$ = defer(() => {
      const ruled = analyzeFollowUp(asked.question, asked.earlier ?? []);
      if (asked.search.disabled) return of(withoutSearch(ruled));
      const helper = model?.();
      if (!helper || isSearchless(ruled.intent)) return of(ruled);
      return analyzeByModel(helper, asked, ruled, deadlineMs).pipe(catchError(() => of(ruled)));
    });
    const said$ = analysis$.pipe(
      mergeMap((analysis: Analysis): PipelineItem[] => [
        toEnd(analysis, asyncScheduler.now() - startedAt),
        ...warnings(analysis),
        {type: 'queries-ready', asked, ...analysis},
      ]),
    );
    return concat(of<PipelineItem>({type: 'analysis-start'}), said$);
  });
}

/** Nobody needs to help with queries that are not sent. */
const withoutSearch = ({ambiguity: _, ...analysis}: Analysis): Analysis => ({...analysis, queries: []});

const toEnd = ({queries, language, terms, intent, freshness, sites, ambiguity}: Analysis, ms: number): Said => ({
  type: 'analysis-end',
  ...{queries: [...queries], language, terms: [...terms], intent, ms},
  ...(freshness !== undefined && {freshness}),
  ...(sites && {sites: [...sites]}),
  ...(ambiguity && {ambiguity: {term: ambiguity.term, senses: [...ambiguity.senses]}}),
});

const warnings = ({ambiguity}: Analysis): Said[] =>
  ambiguity ? [{type: 'session-warning', code: 'ambiguous', message: `“${ambiguity.term}” may mean several things. Searched for: ${ambiguity.senses.join(', ')}.`}] : [];
