/**
 * server/http - `GET /v1/ask?q=` and `POST /v1/ask`: a question and its answer in one call, for terminals and for clients that speak the AI SDK's or
 * AG-UI's protocol. `Accept` chooses: text (the default), Markdown with sources, or an event stream in any format.
 */
import type {Context, Middleware} from 'koa';
import * as v from 'valibot';
import {AskRequest} from '../../../shared/ask-request.ts';
import type {Session} from '../../session/session.ts';
import {baseOf} from '../base-of.ts';
import {chooseFormat, formats} from '../dialects/choose-format.ts';
import {textOf} from '../dialects/completion-request.ts';
import {markdownText, plainText} from '../dialects/plain-text.ts';
import {renderedSource} from '../dialects/rendering.ts';
import {tellSession} from '../dialects/tell-session.ts';
import {Problem} from '../problem.ts';
import {checkBody, jsonBody, parseAs} from '../read-json.ts';
import type {StartSession} from '../start-session.ts';
import {type SseOptions, streamEvents} from '../stream-events.ts';
import type {Route} from './route.ts';

/** The question as our own API takes it, or as the last message of the user in a chat, which may be made of parts. */
const Ask = v.looseObject({
  messages: v.exactOptional(v.array(v.looseObject({role: v.string(), content: v.exactOptional(v.union([v.string(), v.array(v.looseObject({type: v.string()}))])), parts: v.exactOptional(v.array(v.looseObject({type: v.string()})))}))),
  threadId: v.exactOptional(v.string()),
  runId: v.exactOptional(v.string()),
});

const kinds = ['text/plain', 'text/markdown', 'text/event-stream'] as const;
/** An event stream may be asked for in one vocabulary. */
const profiles = formats.map((format) => `text/event-stream;profile=${format}`);

/** @param known - Lets only known callers through. */
export const ask =
  (known: Middleware, start: StartSession, sse: SseOptions): Route =>
  (router) => {
    router.get('/v1/ask', known, onlyOnce, async (ctx) => {
      const {q, models} = ctx.query;
      if (typeof q !== 'string') throw new Problem(400, 'invalid-request', 'q: takes the question, once.');
      const request = parseAs(AskRequest, {question: q, ...(typeof models === 'string' && {models: models.split(',')})});
      const kind = kindOf(ctx);
      if (ctx.method === 'HEAD') {
        // To look is not to ask: nothing starts.
        ctx.type = `${kind}; charset=utf-8`;
        ctx.status = 200;
        return;
      }
      await tell(ctx, kind, () => start(ctx, request));
    });

    router.post('/v1/ask', known, onlyOnce, jsonBody(), async (ctx) => {
      const {messages, threadId, runId, ...rest} = checkBody(ctx, Ask);
      const last = messages?.findLast(({role}) => role === 'user');
      const question = last && textOf((last.parts ?? last.content));
      const request = parseAs(AskRequest, question === undefined ? rest : {...rest, question});
      const kind = ctx.query['format'] === undefined ? kindOf(ctx) : 'text/event-stream';
      await tell(ctx, kind, () => start(ctx, request), threadId !== undefined && runId !== undefined ? {threadId, runId} : undefined);
    });

    /** The request is checked before anything starts. Nobody but this caller knows of the run, so it ends when the caller goes. */
    async function tell(ctx: Context, kind: (typeof kinds)[number], begin: () => Promise<Session>, run?: {threadId: string; runId: string}): Promise<void> {
      const format = chooseFormat(ctx);
      const session = await begin();
      ctx.set('Location', `/v1/sessions/${session.id}`);
      if (kind === 'text/event-stream') {
        tellSession(ctx, session, format, {sse, run, onlyReader: true});
        return;
      }
      streamEvents(ctx, renderedSource(session, kind === 'text/plain' ? plainText() : markdownText(baseOf(ctx)), {heartbeat: '', onlyReader: true}), sse);
      ctx.set('Content-Type', `${kind}; charset=utf-8`);
    }
  };

/** A reader that comes back has had its answer, or has left it: 204 stops an `EventSource`, which would ask the same again each time a stream ends. */
const onlyOnce: Middleware = async (ctx, next) => {
  if (ctx.get('Last-Event-ID') === '') await next();
  else ctx.status = 204;
};

function kindOf(ctx: Context): (typeof kinds)[number] {
  if (ctx.query['format'] !== undefined) return 'text/event-stream';
  const kind = ctx.accepts(...kinds, ...profiles);
  if (kind === false) chooseFormat(ctx); // A vocabulary that is not spoken is said to be that.
  if (kind === false) throw new Problem(406, 'not-acceptable', `This answers as ${kinds.join(', ')}.`);
  return kinds.find((one) => kind.startsWith(one)) ?? 'text/plain';
}
