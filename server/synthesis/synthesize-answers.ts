/**
 * server/synthesis - stage 5 of 5: makes one answer of several.
 * Hears `answers-begun`, `answer-ready`, `answer-lost`. Says `synthesis-start`, `synthesis-delta`, `synthesis-end`, `synthesis-error`.
 * Hands on nothing: it is the last.
 */
import {asyncScheduler, concat, connect, EMPTY, filter, find, merge, mergeMap, type Observable, of, scan} from 'rxjs';
import {unreachable} from '../../shared/unreachable.ts';
import {type CitedWriting, citeSources} from '../citations/cite-sources.ts';
import {createFence} from '../models/create-fence.ts';
import type {ModelDirectory} from '../models/model-directory.ts';
import {type WritingLimits, writeText} from '../models/write-text.ts';
import type {AnswerLost, AnswerReady, AnswersBegun} from '../pipeline/handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {synthesisPrompt} from './synthesis-prompt.ts';
import {type Tally, whenToStart} from './when-to-start.ts';

/** Options for {@link synthesizeAnswers}: the same limits as an answer has. */
export type SynthesizeAnswersOptions = WritingLimits;

type Heard = AnswersBegun | AnswerReady | AnswerLost;

/**
 * Has a model write a synthesis when two or more models answered.
 *
 * ```text
 * in:       -b-d-r-d-t|        b  answers-begun, r and t  answer-ready of both models, d  their deltas
 * writer:             ---x-e|
 * out:      ---d---d-(s)x-(e|) s  synthesis-start, x  synthesis-delta, e  synthesis-end
 * ```
 *
 * Everything public passes at once, whatever the synthesis does. With one model, one answer, no writer, or a reader who does not wish
 * it, there is no synthesis and no call. It never errors: a failed synthesis is said as `synthesis-error`, and the answers stand.
 */
export function synthesizeAnswers(directory: ModelDirectory, options: SynthesizeAnswersOptions = {}): Stage {
  const synthesisOf = (begun: AnswersBegun, item$: Observable<PipelineItem>): Observable<PipelineItem> => {
    const writer = directory.synthesizer;
    if (writer === undefined || !begun.asked.synthesis || begun.models.length < 2) return EMPTY;
    return item$.pipe(
      scan(tallyUp, {asked: begun.models, ready: [], lost: []}),
      find((tally) => whenToStart(tally) !== 'wait'),
      mergeMap((tally) => (tally && whenToStart(tally) === 'start' ? write(writer, begun, tally) : EMPTY)),
    );
  };

  const write = (model: string, {asked, evidence}: AnswersBegun, tally: Tally): Observable<PipelineItem> => {
    const answers = tally.asked.flatMap((name) => tally.ready.find((answer) => answer.model === name) ?? []);
    const included = answers.map((answer) => answer.model);
    const notIncluded = tally.asked.filter((name) => !included.includes(name));
    const today = new Date(asyncScheduler.now()).toISOString().slice(0, 10);
    const messages = synthesisPrompt(evidence, answers, {today, fence: createFence(), earlier: asked.earlier});
    const writing$ = writeText(directory.find(model), {model, messages, evidence, ref: asked.ref}, options);
    return concat(
      of<PipelineItem>({type: 'synthesis-start', model, answers: included}),
      writing$.pipe(citeSources(evidence), mergeMap((writing) => toItems(model, writing, {included, notIncluded}))),
    );
  };

  return (item$) =>
    item$.pipe(
      connect((shared$) =>
        merge(
          shared$.pipe(filter((item) => !isHeard(item))),
          shared$.pipe(
            filter((item) => item.type === 'answers-begun'),
            mergeMap((begun) => synthesisOf(begun, shared$)),
          ),
        ),
      ),
    );
}

const isHeard = (item: PipelineItem): item is Heard => item.type === 'answers-begun' || item.type === 'answer-ready' || item.type === 'answer-lost';

function tallyUp(tally: Tally, item: PipelineItem): Tally {
  if (item.type === 'answer-ready') return {...tally, ready: [...tally.ready, item.answer]};
  if (item.type === 'answer-lost') return {...tally, lost: [...tally.lost, item.model]};
  return tally;
}

interface Inputs {
  readonly included: string[];
  readonly notIncluded: string[];
}

function toItems(model: string, writing: CitedWriting, {included, notIncluded}: Inputs): PipelineItem[] {
  switch (writing.type) {
    case 'text':
      return [{type: 'synthesis-delta', text: writing.text}];
    case 'reasoning':
    case 'retry':
      return [];
    case 'written': {
      const {type: _, text: _text, citations, ...rest} = writing;
      return [{type: 'synthesis-end', model, citations, ...rest, included, notIncluded}];
    }
    case 'failed': {
      const {code, message, partial} = writing;
      return [{type: 'synthesis-error', model, code, message, partial}];
    }
    default:
      return unreachable(writing, []);
  }
}
