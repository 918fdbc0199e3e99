/** server/pipeline - what flows through the pipeline, and what a stage is. */
import type {OperatorFunction} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {Handoff} from './handoff.ts';

/** A public event on its way to the reader, or a handoff on its way to the next stage. */
export type PipelineItem = Said | Handoff;

/** Hears one handoff, says events while it works, hands on the next; everything else passes through it. */
export type Stage = OperatorFunction<PipelineItem, PipelineItem>;
