/** server/http - `GET /v1/sessions/:id`: what a session's events add up to so far. */
import type {SessionRegistry} from '../../session/session-registry.ts';
import {findSession} from './find-session.ts';
import type {Route} from './route.ts';

export const sessionSnapshot =
  (registry: SessionRegistry): Route =>
  (router) => {
    router.get('/v1/sessions/:id', (ctx) => {
      const {id, state, feed} = findSession(registry, ctx.params['id']);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = {id, lastEventId: feed.lastId, ...state};
    });
  };
