/**
 * server/http - `GET /v1/events?sessions=<id>:<after>,…`: several sessions over one connection, for a page with several windows.
 * A browser gives one HTTP/1.1 host six connections over all tabs; this takes one of them.
 */
import type {Context} from 'koa';
import type {SessionRegistry} from '../../session/session-registry.ts';
import {findSession} from '../find-session.ts';
import {Problem} from '../problem.ts';
import {type SseOptions, streamEvents} from '../stream-events.ts';
import {type NamedPlace, sessionsSource} from '../stream-source.ts';
import type {Route} from './route.ts';

/** Most sessions in one stream: every frame's id names all of them. */
const MAX_SESSIONS = 20;

export const manyEvents =
  (registry: SessionRegistry, options: SseOptions): Route =>
  (router) => {
    router.get('/v1/events', (ctx) => {
      const places = readPlaces(ctx, registry);
      const source = sessionsSource(places);
      if (source.cursor.isOver) ctx.status = 204;
      else streamEvents(ctx, source, options, places.some(({after}) => after > 0));
    });
  };

/** `Last-Event-ID`, in the form in which we gave it, wins over `?sessions=`. A session without a place is read from its beginning. */
function readPlaces(ctx: Context, registry: SessionRegistry): readonly NamedPlace[] {
  const given = ctx.headers['last-event-id'] ?? ctx.query['sessions'];
  if (typeof given !== 'string' || !/^[\w-]{1,64}(?::\d{1,15})?(?:,[\w-]{1,64}(?::\d{1,15})?)*$/.test(given)) {
    throw new Problem(400, 'bad-cursor', '?sessions= and Last-Event-ID take sessions and places in them: <id>:<after>,<id>:<after>');
  }
  const places = given.split(',').map((place) => place.split(':'));
  if (new Set(places.map(([name]) => name)).size < places.length) throw new Problem(400, 'bad-cursor', 'A session is named twice.');
  if (places.length > MAX_SESSIONS) throw new Problem(400, 'bad-cursor', `One stream carries at most ${MAX_SESSIONS} sessions.`);
  return places.map(([name = '', place = '0']) => {
    const session = findSession(registry, name);
    const after = Number(place);
    if (after > session.feed.lastId) throw new Problem(400, 'bad-cursor', `Session ${name} has no event ${after} yet.`);
    return {name, session, after};
  });
}
