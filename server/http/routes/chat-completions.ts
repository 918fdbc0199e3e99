/** server/http - `POST /v1/chat/completions`: for clients that speak OpenAI's or Sonar's dialect. Errors have OpenAI's shape. */
import {once} from 'node:events';
import type {Context, Middleware} from 'koa';
import {lastValueFrom} from 'rxjs';
import type {ModelDirectory} from '../../models/model-directory.ts';
import type {Session} from '../../session/session.ts';
import {baseOf} from '../base-of.ts';
import {chatCompletion, chatCompletionStream, completionError} from '../dialects/chat-completion.ts';
import {CompletionRequest, toAskRequest} from '../dialects/completion-request.ts';
import {failureOf} from '../dialects/failure-of.ts';
import {renderedSource} from '../dialects/rendering.ts';
import {Problem, toProblem} from '../problem.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import type {StartSession} from '../start-session.ts';
import {type SseOptions, streamEvents} from '../stream-events.ts';
import type {Route} from './route.ts';

/** What the route needs. */
export interface ChatCompletionsParts {
  readonly start: StartSession;
  readonly models: ModelDirectory;
  readonly sse: SseOptions;
  /** Hears errors that are our fault. */
  readonly onFault: (error: unknown) => void;
}

/** @param known - Lets only known callers through. */
export const chatCompletions =
  (known: Middleware, {start, models, sse, onFault}: ChatCompletionsParts): Route =>
  (router) => {
    router.post('/v1/chat/completions', openAiErrors(onFault), known, jsonBody(), async (ctx) => {
      const request = checkBody(ctx, CompletionRequest);
      const asked = toAskRequest(request, (name) => models.models.some(({id}) => id === name));
      const session = await start(ctx, asked);
      const facts = {ref: session.ref, model: request.model, base: baseOf(ctx), related: request.return_related_questions, includeUsage: request.stream_options?.include_usage ?? false};
      ctx.set({Location: `/v1/sessions/${session.id}`, 'Cache-Control': 'no-store'});
      if (request.stream) {
        streamEvents(ctx, renderedSource(session, chatCompletionStream(facts), {onlyReader: true}), sse);
        return;
      }
      await ended(ctx, session);
      const {state} = session;
      if (state.outcome === 'failed') throw new Problem(502, 'no-answer', failureOf(state));
      ctx.body = chatCompletion(facts, state);
    });
  };

/** Waits for the end of the run, and stops it when the caller leaves: nobody else knows of it. */
async function ended(ctx: Context, session: Session): Promise<void> {
  const detach = session.attach();
  const {socket} = ctx.req;
  const {timeout = 0} = socket;
  socket.setTimeout(0);
  void once(ctx.res, 'close').then(() => session.stop('abandoned'));
  await lastValueFrom(session.feed.horizon$);
  detach();
  socket.setTimeout(timeout);
}

const types: Readonly<Record<number, string>> = {401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error', 429: 'rate_limit_error'};

const openAiErrors =
  (onFault: (error: unknown) => void): Middleware =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const {status, code, message, options} = toProblem(error);
      if (status >= 500 && !(error instanceof Problem)) onFault(error);
      ctx.status = status;
      ctx.set({...options.headers, 'Cache-Control': 'no-store'});
      ctx.body = completionError(code, message, types[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error'));
    }
  };
