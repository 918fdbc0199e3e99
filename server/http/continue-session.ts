/** server/http - what a question that continues a session takes over from it. */
import type {Turn} from '../pipeline/handoff.ts';
import type {Session} from '../session/session.ts';
import {Problem} from './problem.ts';

/**
 * The conversation so far and where it stands. A session that failed or was stopped can be continued as well: its question still
 * says what the next one is about.
 * @throws Problem - 409 while the session still runs, since its answer is not there yet.
 */
export function continueSession(session: Session): {readonly earlier: readonly Turn[]; readonly parent: string} {
  if (session.running) throw new Problem(409, 'parent-running', 'The question before is still being answered. Wait for its end, or stop it.');
  return {earlier: session.turns, parent: session.ref};
}
