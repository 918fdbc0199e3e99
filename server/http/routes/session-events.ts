/** server/http - `GET /v1/sessions/:id/events`: read a session as it happens, from any place in it; in other formats from its beginning. */
import type {Context} from 'koa';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {chooseFormat} from '../dialects/choose-format.ts';
import {tellSession} from '../dialects/tell-session.ts';
import {findSession} from '../find-session.ts';
import {Problem} from '../problem.ts';
import {sessionSource} from '../stream-source.ts';
import {type SseOptions, streamEvents} from '../stream-events.ts';
import type {Route} from './route.ts';

export const sessionEvents =
  (registry: SessionRegistry, options: SseOptions): Route =>
  (router) => {
    router.get('/v1/sessions/:id/events', (ctx) => {
      const session = findSession(registry, ctx.params['id']);
      const format = chooseFormat(ctx);
      if (format !== 'llm-window') {
        tellSession(ctx, session, format, {sse: options});
        return;
      }
      const {feed} = session;
      const after = readCursor(ctx, feed.lastId);
      if (feed.ended && after === feed.lastId) {
        ctx.status = 204;
        return;
      }
      streamEvents(ctx, sessionSource(session, after), options, after > 0);
    });
  };

/** The last event the reader has: `Last-Event-ID` wins over `?after=`, neither means none. */
function readCursor(ctx: Context, lastId: number): number {
  const header = ctx.headers['last-event-id'];
  const given = header ?? ctx.query['after'] ?? '0';
  if (typeof given !== 'string' || !/^\d{1,15}$/.test(given)) throw new Problem(400, 'bad-cursor', 'Last-Event-ID and ?after= take the id of an event: a whole number from 0.');
  const after = Number(given);
  if (after > lastId) throw new Problem(400, 'bad-cursor', `The session has no event ${after} yet.`);
  return after;
}
