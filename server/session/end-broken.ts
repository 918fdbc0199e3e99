/** server/session - what is still said of a session whose recording broke: a fault of ours, which never leaves a reader waiting. */
import {asyncScheduler} from 'rxjs';
import type {Said, SessionEvent} from '../../shared/session-event.ts';
import type {SessionState} from '../../shared/session-state.ts';
import {closeOpen} from './close-open.ts';

/**
 * Closes what is open, and ends. Nothing when it has ended.
 * @param state - The session so far.
 */
export function endBroken(state: SessionState): readonly SessionEvent[] {
  if (state.status === 'ended') return [];
  const at = Math.max(0, asyncScheduler.now() - (Date.parse(state.startedAt) || asyncScheduler.now()));
  const closing = closeOpen(state, {code: 'internal', message: 'Something went wrong on the server.', at});
  const said: readonly Said[] = [...closing, {type: 'session-end', outcome: 'failed', code: 'internal', ms: at}];
  return said.map((one): SessionEvent => ({...one, at}));
}
