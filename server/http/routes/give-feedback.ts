/** server/http - `POST /v1/sessions/:id/feedback`: what the reader thought. Kept with the session; a later verdict on the same model replaces the one before. */
import type {Middleware} from 'koa';
import {Feedback} from '../../../shared/feedback.ts';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {findOwnSession} from '../find-session.ts';
import {Problem} from '../problem.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import type {Route} from './route.ts';

/** Hears verdicts, by `ref`: metrics and logs are fed from it. */
export type FeedbackWatch = (ref: string, feedback: Feedback) => void;

export const giveFeedback =
  (known: Middleware, registry: SessionRegistry, watch: FeedbackWatch): Route =>
  (router) => {
    router.post('/v1/sessions/:id/feedback', known, jsonBody(), (ctx) => {
      const session = findOwnSession(registry, ctx.params['id']);
      const feedback = checkBody(ctx, Feedback);
      const {answers, synthesis} = session.state;
      const known = feedback.model === undefined || feedback.model === synthesis?.model || answers.some(({model}) => model === feedback.model);
      if (!known) throw new Problem(400, 'unknown-model', `No model "${feedback.model ?? ''}" answered in this session.`);
      registry.addFeedback(session, feedback);
      watch(session.ref, feedback);
      ctx.status = 204;
    });
  };
