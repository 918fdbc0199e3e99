/** server/http - the session that a path names, by its id or, to read only, by its share id. */
import {isShareId} from '../session/session-id.ts';
import type {Session} from '../session/session.ts';
import type {SessionRegistry} from '../session/session-registry.ts';
import {Problem} from './problem.ts';

/** @throws Problem - 404 for an id that never was, 410 for one that has expired. */
export function findSession(registry: SessionRegistry, id: string | undefined): Session {
  const session = registry.find(id ?? '');
  if (session === 'expired') throw new Problem(410, 'session-expired', 'This session has expired. Ask again.');
  if (!session) throw new Problem(404, 'unknown-session', 'There is no such session.');
  return session;
}

/** As {@link findSession}, for whoever wants to change something. @throws Problem - Also 403 for a share id. */
export function findOwnSession(registry: SessionRegistry, id: string | undefined): Session {
  const session = findSession(registry, id);
  if (isShareId(id ?? '')) throw new Problem(403, 'read-only', 'This is a shared answer: it can only be read.');
  return session;
}
