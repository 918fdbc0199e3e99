/** server/http - `GET /healthz`, `/readyz`, `/metrics`: for whoever watches the server. */
import {timingSafeEqual} from 'node:crypto';
import type {Context} from 'koa';
import {clientAddress} from '../client-address.ts';
import type {HostRules} from '../host-rules.ts';
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

/** What the routes need. Callers on this machine, through no proxy and under a name of ours, need no token. */
export interface HealthParts {
  /** Each dependency's state, by name. */
  readonly check: () => Promise<Readonly<Record<string, DependencyState>>>;
  readonly metrics: {readonly contentType: string; metrics(): Promise<string>};
  /** Bearer token of callers that are not on loopback. */
  readonly token: string | undefined;
}

export const health =
  ({check, metrics, token}: HealthParts, isOurs: HostRules): Route =>
  (router) => {
    const mayLook = (ctx: Context): boolean => (clientAddress(ctx, 0).loopback && isOurs(ctx)) || hasToken(ctx, token);
    router.get('/healthz', (ctx) => {
      ctx.body = {status: 'ok'};
    });
    router.get('/readyz', async (ctx) => {
      const dependencies = await check();
      const ready = Object.values(dependencies).every(({ok, optional}) => ok || optional);
      ctx.status = ready ? 200 : 503;
      ctx.body = {status: ready ? 'ready' : 'not-ready', ...(mayLook(ctx) && {dependencies})};
    });
    router.get('/metrics', async (ctx) => {
      if (!mayLook(ctx)) throw new Problem(401, 'unauthorized', 'Metrics need the METRICS_TOKEN as a bearer token.', {headers: {'WWW-Authenticate': 'Bearer'}});
      ctx.set('Content-Type', metrics.contentType);
      ctx.body = await metrics.metrics();
    });
  };

/** Whether the caller has the token. */
function hasToken(ctx: Context, token: string | undefined): boolean {
  const given = Buffer.from(/^Bearer (.+)$/i.exec(ctx.get('Authorization'))?.[1] ?? '');
  const wanted = Buffer.from(token ?? '');
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}
