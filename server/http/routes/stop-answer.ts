/** server/http - `DELETE /v1/sessions/:id/answers/:model`: stop one model's answer, now. What it has written stays; the others go on. */
import type {Middleware} from 'koa';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {findOwnSession} from '../find-session.ts';
import {Problem} from '../problem.ts';
import type {Route} from './route.ts';

export const stopAnswer =
  (known: Middleware, registry: SessionRegistry): Route =>
  (router) => {
    router.delete('/v1/sessions/:id/answers/:model', known, (ctx) => {
      const {id, model = ''} = ctx.params;
      if (!findOwnSession(registry, id).stopAnswer(model)) throw new Problem(404, 'unknown-model', `No model "${model}" answers in this session.`);
      ctx.status = 204;
    });
  };
