/** client/store - ends a session that the server can no longer end for us, so that nothing seems to be under way for ever. */
import type {SessionState, WritingState} from '../../shared/session-state.ts';

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
  const close = <T extends WritingState>({retry, ...writing}: T) => (writing.status === 'running' ? {...writing, status: 'failed' as const, code, message} : {...writing, ...(retry && {retry})});
  return {...state, answers: state.answers.map(close), synthesis: state.synthesis && close(state.synthesis), status: 'ended', outcome, code, ms};
}
