/**
 * server/synthesis - stage 5 of 5: makes one answer of several.
 * Hears `answers-begun`, `answer-ready`, `answer-lost`. Says `synthesis-start`, `synthesis-delta`, `synthesis-retry`, `synthesis-reset`,
 * `synthesis-end`, `synthesis-error`.
 * Hands on nothing: it is the last.
 */
import {asyncScheduler, EMPTY, endWith, filter, find, ignoreElements, map, merge, mergeMap, type Observable, scan, take, takeUntil, timer} from 'rxjs';
import {unreachable} from '../../shared/unreachable.ts';
import {type CitedWriting, citeSources} from '../citations/cite-sources.ts';
import {createFence} from '../models/create-fence.ts';
import type {ModelDirectory} from '../models/model-directory.ts';
import {type WritingLimits, writeText} from '../models/write-text.ts';
import {flattenNow} from '../pipeline/flatten-now.ts';
import type {AnswerLost, AnswerReady, AnswersBegun} from '../pipeline/handoff.ts';
import {passBy} from '../pipeline/pass-by.ts';
import {sayFirst} from '../pipeline/say-first.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {rankAnswers} from './rank-answers.ts';
import {synthesisPrompt} from './synthesis-prompt.ts';
import {type Tally, whenToStart} from './when-to-start.ts';

/** Options for {@link synthesizeAnswers}: when it starts, and the same limits as an answer has. */
export interface SynthesizeAnswersOptions extends WritingLimits {
  /** Answers that are enough to start, two at least; 0 for all but the slowest. @defaultValue 0 */
  readonly quorum?: number;
  /** Longest wait for further answers after the first one, in milliseconds. @defaultValue 20_000 */
  readonly waitMs?: number;
}

/** Models that write at most, one after another when they fail. */
const MAX_WRITERS = 3;

type Heard = AnswersBegun | AnswerReady | AnswerLost;

/**
 * Has a model write a synthesis when two or more models answered, without waiting for the slowest.
 *
 * ```text
 * in:       -b-d-r-d-t-d--d-u|  b  answers-begun of three models, r, t and u  their answer-ready, d  deltas of the slowest
 * writer:            ---x---e|
 * out:      ---d---d-s-dx-d-(e|) s  synthesis-start, x  synthesis-delta, e  synthesis-end
 * ```
 *
 * A writer that fails is taken over from by its fallbacks, then by the models whose answers go in, the best first. When all fail,
 * `synthesis-error` names the best single answer.
 *
 * Everything public passes at once, whatever the synthesis does. With one model, one answer, no writer, or a reader who does not wish
 * it, there is no synthesis and no call. It never errors.
 */
export function synthesizeAnswers(directory: ModelDirectory, options: SynthesizeAnswersOptions = {}): Stage {
  const {quorum = 0, waitMs = 20_000, ...limits} = options;
  const synthesisOf = (begun: AnswersBegun, item$: Observable<Heard>): Observable<PipelineItem> => {
    const writer = directory.synthesizer;
    if (writer === undefined || !begun.asked.synthesis || begun.models.length < 2) return EMPTY;
    const late$ = item$.pipe(
      filter((item) => item.type === 'answer-ready'),
      take(1),
      mergeMap(() => timer(waitMs)),
      map(() => 'late' as const),
      takeUntil(item$.pipe(ignoreElements(), endWith(undefined))),
    );
    return merge(item$, late$).pipe(
      scan(tallyUp, {asked: begun.models, ready: [], lost: [], isLate: false}),
      find((tally) => whenToStart(tally, quorum) !== 'wait'),
      mergeMap((tally) => (tally && whenToStart(tally, quorum) === 'start' ? write(writer, begun, tally) : EMPTY)),
    );
  };

  const write = (model: string, {asked, evidence}: AnswersBegun, tally: Tally): Observable<PipelineItem> => {
    const answers = tally.asked.flatMap((name) => tally.ready.find((answer) => answer.model === name) ?? []);
    const included = answers.map((answer) => answer.model);
    const notIncluded = tally.asked.filter((name) => !included.includes(name));
    const today = new Date(asyncScheduler.now()).toISOString().slice(0, 10);
    const messages = synthesisPrompt(evidence, answers, {today, fence: createFence(), earlier: asked.earlier});
    const ranked = rankAnswers(answers).map((answer) => answer.model);
    // Who only quotes makes no one answer of several.
    const fallbacks = [...new Set([...directory.fallbacksOf(model), ...ranked])].filter((name) => name !== model && name !== directory.fallback).slice(0, MAX_WRITERS - 1);
    const writing$ = writeText(directory, {model, messages, evidence, ref: asked.ref, fallbacks}, limits);
    return sayFirst<PipelineItem>(
      {type: 'synthesis-start', model, answers: included},
      writing$.pipe(citeSources(evidence), flattenNow((writing) => toItems(model, writing, {included, notIncluded, best: ranked[0]}))),
    );
  };

  return (item$) =>
    item$.pipe(
      passBy(isHeard, (heard$) =>
        heard$.pipe(
          filter((item) => item.type === 'answers-begun'),
          mergeMap((begun) => synthesisOf(begun, heard$)),
        ),
      ),
    );
}

const isHeard = (item: PipelineItem): item is Heard => item.type === 'answers-begun' || item.type === 'answer-ready' || item.type === 'answer-lost';

function tallyUp(tally: Tally, item: Heard | 'late'): Tally {
  if (item === 'late') return {...tally, isLate: true};
  if (item.type === 'answer-ready') return {...tally, ready: [...tally.ready, item.answer]};
  if (item.type === 'answer-lost') return {...tally, lost: [...tally.lost, item.model]};
  return tally;
}

interface Inputs {
  readonly included: string[];
  readonly notIncluded: string[];
  readonly best: string | undefined;
}

function toItems(model: string, writing: CitedWriting, {included, notIncluded, best}: Inputs): PipelineItem[] {
  switch (writing.type) {
    case 'text':
      return [{type: 'synthesis-delta', text: writing.text}];
    case 'reasoning':
      return [];
    case 'retry': {
      const {attempt, inMs, code} = writing;
      return [{type: 'synthesis-retry', attempt, inMs, code}];
    }
    case 'reset':
      return [{type: 'synthesis-reset', reason: writing.reason, code: writing.code, next: writing.next}];
    case 'written': {
      const {type: _, text: _text, citations, ...rest} = writing;
      return [{type: 'synthesis-end', model, citations, ...rest, included, notIncluded}];
    }
    case 'failed': {
      const {code, message, partial} = writing;
      return [{type: 'synthesis-error', model, code, message, partial, ...(best !== undefined && {best})}];
    }
    default:
      return unreachable(writing, []);
  }
}
