/** server/http - `GET /v1/sessions/:id`: what a session's events add up to so far. */
import type {SessionRegistry} from '../../session/session-registry.ts';
import {isShareId} from '../../session/session-id.ts';
import {findSession} from '../find-session.ts';
import type {Route} from './route.ts';

export const sessionSnapshot =
  (registry: SessionRegistry): Route =>
  (router) => {
    router.get('/v1/sessions/:id', (ctx) => {
      const id = ctx.params['id'] ?? '';
      const {ref, state, feed, feedback} = findSession(registry, id);
      ctx.set('Cache-Control', 'no-store');
      // Whoever reads a shared answer learns neither its own id nor what its reader thought of it.
      ctx.body = {id, ref, lastEventId: feed.lastId, ...state, ...(!isShareId(id) && {feedback})};
    });
  };
