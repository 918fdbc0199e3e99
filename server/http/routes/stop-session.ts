/** server/http - `DELETE /v1/sessions/:id`: stop a run, everywhere, now. What it has said stays readable. */
import type {Middleware} from 'koa';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {findOwnSession} from '../find-session.ts';
import type {Route} from './route.ts';

export const stopSession =
  (known: Middleware, registry: SessionRegistry): Route =>
  (router) => {
    router.delete('/v1/sessions/:id', known, (ctx) => {
      findOwnSession(registry, ctx.params['id']).stop('stopped');
      ctx.status = 204;
    });
  };
