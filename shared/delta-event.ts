/** shared - events that only add text: which they are, and which go together. */
import type {SessionEvent} from './session-event.ts';

/** An event that only adds text, so that it can be joined with the next of its kind. */
export type DeltaEvent = Extract<SessionEvent, {type: 'answer-delta' | 'answer-reasoning-delta' | 'synthesis-delta'}>;

/** Whether an event only adds text. A newer server's may be called a delta and have none. */
export const isDelta = (event: SessionEvent): event is DeltaEvent => event.type.endsWith('-delta') && 'text' in event;

/** Whether an event adds to the text that the one before adds to. */
export const continues = (before: DeltaEvent, next: DeltaEvent): boolean => before.type === next.type && ('model' in before ? before.model : '') === ('model' in next ? next.model : '');
