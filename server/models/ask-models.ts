/**
 * server/models - stage 4 of 5: lets the models answer, side by side, over one body of evidence.
 * Hears `evidence-ready`. Says `answer-start`, `answer-delta`, `answer-reasoning-delta`, `answer-retry`, `answer-reset`, `answer-end`,
 * `answer-error`.
 * Hands on `answers-begun`, then `answer-ready` or `answer-lost` for each model.
 */
import {asyncScheduler, concat, defer, EMPTY, filter, from, mergeMap, type Observable, tap} from 'rxjs';
import {unreachable} from '../../shared/unreachable.ts';
import {type CitedWriting, citeSources} from '../citations/cite-sources.ts';
import {flattenNow} from '../pipeline/flatten-now.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import {sayFirst} from '../pipeline/say-first.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {answerPrompt} from './answer-prompt.ts';
import {createFence} from './create-fence.ts';
import type {ModelDirectory} from './model-directory.ts';
import {type AnswerFailure, explainRescue, type Rescue} from './explain-rescue.ts';
import {type WritingLimits, writeText} from './write-text.ts';

/** Options for {@link askModels}. */
export interface AskModelsOptions extends WritingLimits {
  /** Models that write at once. @defaultValue 8 */
  readonly concurrency?: number;
}

/**
 * Asks all models at once; each answers, retries and fails by itself.
 *
 * ```text
 * in:   -v|                        v  evidence-ready, asking a and b
 * a:     --1---e|
 * b:     -2-#
 * out:  -(bss)-2-(1)x---e          b  answers-begun, s  answer-start, x  answer-error and answer-lost, e  answer-end and answer-ready
 * ```
 *
 * A model that fails is taken over from by its fallbacks, in its place, except by those that answer anyway. One that the reader stops ends with
 * what it has written, and counts as lost. When nobody completed an answer and somebody failed, the directory's last resort answers under its own
 * name, and says why. The stage itself never errors.
 */
export function askModels(directory: ModelDirectory, options: AskModelsOptions = {}): Stage {
  const {concurrency = 8, ...limits} = options;
  return onHandoff('evidence-ready', ({asked, evidence}) => {
    const models = [...new Set(asked.models)];
    const sources = evidence.sources.filter(({used}) => used).map(({n}) => n);
    const today = new Date(asyncScheduler.now()).toISOString().slice(0, 10);
    const messages = answerPrompt(evidence, {today, fence: createFence(), earlier: asked.earlier});

    const answerBy = (model: string, rescue?: Rescue): Observable<PipelineItem> => {
      const fallbacks = rescue ? [] : directory.fallbacksOf(model).filter((id) => !models.includes(id));
      const stop$ = asked.stopAnswer$?.pipe(filter((stopped) => stopped === model));
      const task = {model, messages, evidence, ref: asked.ref, fallbacks, ...(rescue && {preface: rescue.preface}), ...(stop$ && {stop$})};
      return sayFirst<PipelineItem>(
        {type: 'answer-start', model, sources, ...(rescue && {reason: rescue.reason})},
        writeText(directory, task, limits).pipe(citeSources(evidence), flattenNow((writing) => toItems(model, writing))),
      );
    };
    return defer(() => {
      let answered = false;
      const failures: AnswerFailure[] = [];
      const asked$ = from(models).pipe(
        mergeMap((model) => answerBy(model), concurrency),
        tap((item) => {
          answered ||= item.type === 'answer-ready';
          if (item.type === 'answer-error') failures.push(item);
        }),
      );
      const rescue$ = defer(() => (answered || failures.length === 0 || models.includes(directory.fallback) ? EMPTY : answerBy(directory.fallback, explainRescue(failures))));
      return sayFirst<PipelineItem>({type: 'answers-begun', asked, evidence, models}, concat(asked$, rescue$));
    });
  });
}

function toItems(model: string, writing: CitedWriting): PipelineItem[] {
  switch (writing.type) {
    case 'text':
      return [{type: 'answer-delta', model, text: writing.text}];
    case 'reasoning':
      return [{type: 'answer-reasoning-delta', model, text: writing.text}];
    case 'retry': {
      const {attempt, inMs, code} = writing;
      return [{type: 'answer-retry', model, attempt, inMs, code}];
    }
    case 'reset':
      return [{type: 'answer-reset', model, reason: writing.reason, code: writing.code, next: writing.next}];
    case 'written': {
      const {type: _, text, citations, ...rest} = writing;
      return [
        {type: 'answer-end', model, citations, ...rest},
        writing.stopped ? {type: 'answer-lost', model, code: 'stopped'} : {type: 'answer-ready', answer: {model, text, citations}},
      ];
    }
    case 'failed': {
      const {type: _, code, ...rest} = writing;
      return [
        {type: 'answer-error', model, code, ...rest},
        {type: 'answer-lost', model, code},
      ];
    }
    default:
      return unreachable(writing, []);
  }
}
