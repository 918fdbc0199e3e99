/** server/http - `GET /healthz`, `/readyz`, `/metrics`: for whoever watches the server. */
import {timingSafeEqual} from 'node:crypto';
import type {Context} from 'koa';
import {Problem} from '../problem.ts';
import type {Route} from './route.ts';

/** What one dependency says of itself. */
export interface DependencyState {
  readonly ok: boolean;
  /** The service does its work without it. */
  readonly optional?: boolean;
  /** Facts for an operator: counts, names. Never a secret. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** What the routes need. */
export interface HealthParts {
  /** Each dependency's state, by name. */
  readonly check: () => Promise<Readonly<Record<string, DependencyState>>>;
  readonly metrics: {readonly contentType: string; metrics(): Promise<string>};
  /** Bearer token of callers that are not on loopback. */
  readonly token: string | undefined;
}

export const health =
  ({check, metrics, token}: HealthParts): Route =>
  (router) => {
    router.get('/healthz', (ctx) => {
      ctx.body = {status: 'ok'};
    });
    router.get('/readyz', async (ctx) => {
      const dependencies = await check();
      const ready = Object.values(dependencies).every(({ok, optional}) => ok || optional);
      ctx.status = ready ? 200 : 503;
      ctx.body = {status: ready ? 'ready' : 'not-ready', ...(mayLook(ctx, token) && {dependencies})};
    });
    router.get('/metrics', async (ctx) => {
      if (!mayLook(ctx, token)) throw new Problem(401, 'unauthorized', 'Metrics need the METRICS_TOKEN as a bearer token.', {headers: {'WWW-Authenticate': 'Bearer'}});
      ctx.set('Content-Type', metrics.contentType);
      ctx.body = await metrics.metrics();
    });
  };

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Whether the caller is on this machine, and not through a proxy on it, or has the token. */
function mayLook(ctx: Context, token: string | undefined): boolean {
  if (loopback.test(ctx.req.socket.remoteAddress ?? '') && !ctx.headers['x-forwarded-for'] && !ctx.headers.forwarded) return true;
  const given = Buffer.from(/^Bearer (.+)$/i.exec(ctx.get('Authorization'))?.[1] ?? '');
  const wanted = Buffer.from(token ?? '');
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}
