/** server/http - the session that a path names. */
import type {Session} from '../../session/session.ts';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {Problem} from '../problem.ts';

/** @throws Problem - 404 for an id that never was, 410 for one that has expired. */
export function findSession(registry: SessionRegistry, id: string | undefined): Session {
  const session = registry.find(id ?? '');
  if (session === 'expired') throw new Problem(410, 'session-expired', 'This session has expired. Ask again.');
  if (!session) throw new Problem(404, 'unknown-session', 'There is no such session.');
  return session;
}
