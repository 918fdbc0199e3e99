/** server/pipeline - where reading and writing part: what is written needs the evidence, and what is read after that needs no answer. */
import {connect, merge, type Observer, skip, skipWhile, takeWhile, tap} from 'rxjs';
import type {PipelineItem, Stage} from './stage.ts';

/**
 * Gives a stage everything up to the evidence, lets what comes later pass, and says when the stage has ended.
 *
 * ```text
 * in:        -a-e--l----p|   e  evidence-ready, l and p  pages that come late
 * write:        --x-y|
 * out:       -a---xl-y--p|
 * answered:  --------!       so that the reading of p can end as well
 * ```
 *
 * @param write - What answers from the evidence.
 * @param answered - Told once, when `write` completes.
 */
export const answerFrom =
  (write: Stage, answered: Pick<Observer<void>, 'next'>): Stage =>
  (item$) =>
    item$.pipe(
      connect((shared$) => {
        const written$ = shared$.pipe(takeWhile(isNotEvidence, true), write);
        const late$ = shared$.pipe(skipWhile(isNotEvidence), skip(1));
        return merge(late$, written$.pipe(tap({complete: () => answered.next()})));
      }),
    );

const isNotEvidence = ({type}: PipelineItem): boolean => type !== 'evidence-ready';
