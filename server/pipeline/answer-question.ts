/** server/pipeline - the sentence: from a question to everything a reader hears. */
import {defer, type Observable, of, Subject} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import {answerFrom} from './answer-from.ts';
import type {QuestionAsked} from './handoff.ts';
import {keepPublic} from './keep-public.ts';
import type {PipelineItem, Stage} from './stage.ts';

/** The five stages; `server/main.ts` makes them out of adapters. */
export interface Stages {
  readonly analyze: Stage;
  readonly search: Stage;
  readonly enrich: Stage;
  readonly askModels: Stage;
  readonly synthesize: Stage;
  /** Goes around the last stage and suggests what to ask next; nothing is suggested when it is left out. */
  readonly relate?: (last: Stage) => Stage;
}

/** Answers one question. Cold: subscribing begins the run, unsubscribing stops it everywhere. */
export type AnswerQuestion = (asked: QuestionAsked) => Observable<Said>;

/** Joins the stages. */
export const answerQuestion =
  ({analyze, search, enrich, askModels, synthesize, relate = (last) => last}: Stages): AnswerQuestion =>
  (asked) =>
    defer(() => {
      const answered$ = new Subject<void>();
      const write: Stage = (item$) => item$.pipe(askModels, relate(synthesize));
      return of<PipelineItem>({...asked, answered$}).pipe(analyze, search, enrich, answerFrom(write, answered$), keepPublic());
    });
