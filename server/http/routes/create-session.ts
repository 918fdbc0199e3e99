/** server/http - `POST /v1/sessions`: ask a question. */
import type {Middleware} from 'koa';
import {AskRequest} from '../../../shared/ask-request.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import type {StartSession} from '../start-session.ts';
import type {Route} from './route.ts';

/** @param known - Lets only known callers through. */
export const createSession =
  (known: Middleware, start: StartSession): Route =>
  (router) => {
    router.post('/v1/sessions', known, jsonBody(), async (ctx) => {
      const {id, ref} = await start(ctx, checkBody(ctx, AskRequest));
      const path = `/v1/sessions/${id}`;
      ctx.status = 201;
      ctx.set({Location: path, 'Cache-Control': 'no-store'});
      ctx.body = {id, eventsUrl: `${path}/events`, ref};
    });
  };
