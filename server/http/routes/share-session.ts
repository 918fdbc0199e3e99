/** server/http - `POST /v1/sessions/:id/share`: an id to give away, with which the session can be read and nothing else. */
import type {Middleware} from 'koa';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {toShareId} from '../../session/session-id.ts';
import {findOwnSession} from '../find-session.ts';
import type {Route} from './route.ts';

export const shareSession =
  (known: Middleware, registry: SessionRegistry): Route =>
  (router) => {
    router.post('/v1/sessions/:id/share', known, (ctx) => {
      const own = ctx.params['id'] ?? '';
      findOwnSession(registry, own);
      const id = toShareId(own);
      const path = `/v1/sessions/${id}`;
      ctx.status = 201;
      ctx.set({Location: path, 'Cache-Control': 'no-store'});
      ctx.body = {id, eventsUrl: `${path}/events`};
    });
  };
