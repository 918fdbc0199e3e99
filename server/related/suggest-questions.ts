/**
 * server/related - what a reader may ask next: goes around the last stage.
 * Hears `answers-begun`, `answer-ready`, and lets them pass. Says `related-questions`, once all else was said.
 */
import {catchError, concat, defer, EMPTY, filter, map, type Observable, of, tap} from 'rxjs';
import * as v from 'valibot';
import {askJson, type HelpingModel} from '../models/ask-json.ts';
import {createFence} from '../models/create-fence.ts';
import type {Answer, AnswersBegun} from '../pipeline/handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {distinctQuestions} from './distinct-questions.ts';
import {relatedPrompt} from './related-prompt.ts';
import {suggestBySources} from './suggest-by-sources.ts';

/** Options for {@link suggestQuestions}. */
export interface SuggestQuestionsOptions {
  /** The model that suggests, asked for anew with each question; the sources do it alone when there is none. @defaultValue none */
  readonly model?: () => HelpingModel | undefined;
  /** Longest wait for the model, in milliseconds; then the sources' questions are said. @defaultValue 4_000 */
  readonly deadlineMs?: number;
}

const Suggestions = v.object({questions: v.array(v.string())});

/**
 * Goes around the last stage, and suggests three questions when it has said all: answers and synthesis never wait for them.
 *
 * ```text
 * in:     -b-r|               b  answers-begun, r  answer-ready
 * last:   ----s--e|           the synthesis, over its own time
 * model:          --j|        one JSON call; an error, a silence or nonsense stands for the sources' questions
 * out:    ----s--e--(q|)      q  related-questions, at most three; no event when there are none
 * ```
 *
 * A run in which no model completed an answer gets none, and no call. It never errors by itself.
 */
export function suggestQuestions(options: SuggestQuestionsOptions = {}): (last: Stage) => Stage {
  const {model, deadlineMs = 4_000} = options;

  const suggest = ({asked, evidence}: AnswersBegun, answers: readonly Answer[]): Observable<PipelineItem> => {
    const before = asked.earlier?.map(({question}) => question) ?? [];
    const cited = new Set(answers.flatMap(({citations}) => citations.map(({n}) => n)));
    const bySources = () => suggestBySources(evidence, cited, before);
    const helper = model?.();
    const questions$ = helper
      ? askJson(helper, {messages: relatedPrompt(evidence, answers[0]?.text ?? '', createFence()), evidence, ref: asked.ref, deadlineMs}).pipe(
          // What the model leaves out, the sources fill in.
          map((said) => distinctQuestions([...v.parse(Suggestions, said).questions, ...bySources()], [evidence.question, ...before], evidence.analysis.language)),
          catchError(() => of(bySources())),
        )
      : defer(() => of(bySources()));
    return questions$.pipe(
      filter((questions) => questions.length > 0),
      map((questions): PipelineItem => ({type: 'related-questions', questions})),
    );
  };

  return (last) => (item$) =>
    defer(() => {
      let begun: AnswersBegun | undefined;
      const answers: Answer[] = [];
      const heard$ = item$.pipe(
        tap((item) => {
          if (item.type === 'answers-begun') begun = item;
          if (item.type === 'answer-ready') answers.push(item.answer);
        }),
      );
      return concat(
        heard$.pipe(last),
        defer(() => (begun && answers.length > 0 ? suggest(begun, answers) : EMPTY)),
      );
    });
}
