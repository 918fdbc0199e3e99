/** server/http - `POST /v1/sessions`: ask a question. */
import {AskRequest} from '../../../shared/ask-request.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import type {StartSession} from '../start-session.ts';
import type {Route} from './route.ts';

export const createSession =
  (start: StartSession): Route =>
  (router) => {
    router.post('/v1/sessions', jsonBody(), (ctx) => {
      const {id, ref} = start(checkBody(ctx, AskRequest));
      const path = `/v1/sessions/${id}`;
      ctx.status = 201;
      ctx.set({Location: path, 'Cache-Control': 'no-store'});
      ctx.body = {id, eventsUrl: `${path}/events`, ref};
    });
  };
