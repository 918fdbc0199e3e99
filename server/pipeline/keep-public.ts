/** server/pipeline - the gate between the pipeline and the world: handoffs end here. */
import {filter, type OperatorFunction} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {Handoff} from './handoff.ts';
import type {PipelineItem} from './stage.ts';

const handoffs: Readonly<Record<Handoff['type'], true>> = {
  'question-asked': true,
  'queries-ready': true,
  'hits-ready': true,
  'evidence-ready': true,
  'answers-begun': true,
  'answer-ready': true,
  'answer-lost': true,
};

/** Lets events pass and drops handoffs. */
export const keepPublic = (): OperatorFunction<PipelineItem, Said> => filter((item): item is Said => !(item.type in handoffs));
