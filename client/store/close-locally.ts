/** client/store - ends a session that the server can no longer end for us, so that nothing seems to be under way for ever. */
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {SessionState} from '../../shared/session-state.ts';

/** Why a session is closed here. */
export interface Closing {
  readonly outcome: 'stopped' | 'failed';
  readonly code: string;
  /** For a reader. */
  readonly message: string;
  /** Since the session began. */
  readonly ms: number;
}

/** The session with every open answer closed, its text kept, and an end. One that has ended stays as it is. */
export function closeLocally(state: SessionState, {outcome, code, message, ms}: Closing): SessionState {
  if (state.status === 'ended') return state;
  const answers = state.answers
    .filter(({status}) => status === 'running')
    .map(({model}): SessionEvent => ({type: 'answer-error', at: ms, model, code, message, partial: true}));
  const synthesis: SessionEvent[] =
    state.synthesis?.status === 'running' ? [{type: 'synthesis-error', at: ms, model: state.synthesis.model, code, message, partial: true}] : [];
  const end: SessionEvent = {type: 'session-end', at: ms, outcome, code, ms};
  return [...answers, ...synthesis, end].reduce(reduceSession, state);
}
