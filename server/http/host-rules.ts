/**
 * server/http - which names this server answers to. A page elsewhere can let its own name resolve to our address (DNS rebinding) and
 * then counts as our own origin; the `Host` header still tells its name. Numeric addresses can't be used for that.
 */
import {isIP} from 'node:net';
import type {Context, Middleware} from 'koa';
import {Problem} from './problem.ts';

/** Says whether a request's `Host` is a name of ours. */
export type HostRules = (ctx: Context) => boolean;

/** What a server is called. */
export interface HostNames {
  /** Names beside numeric addresses and `localhost`. */
  readonly names: readonly string[];
  /** Origins that may call anyway: their hosts are no danger. */
  readonly origins: readonly string[];
}

export function hostRules({names, origins}: HostNames): HostRules {
  const known = new Set([...names.map((name) => name.toLowerCase()), ...origins.map((origin) => URL.parse(origin)?.hostname ?? '')]);
  return ({hostname}) => {
    const name = hostname.toLowerCase();
    return name === '' || isIP(name.replace(/^\[|\]$/g, '')) > 0 || /(?:^|\.)localhost$/.test(name) || known.has('*') || known.has(name);
  };
}

/** What watches the server calls it by whatever name it likes; these routes mind the name themselves. */
const forWatchers = /^\/(?:healthz|readyz|metrics)$/;

/** Refuses requests under a name that is not ours. */
export const checkHost =
  (isOurs: HostRules): Middleware =>
  async (ctx, next) => {
    if (!isOurs(ctx) && !forWatchers.test(ctx.path)) throw new Problem(403, 'host-not-allowed', `This server is not called "${ctx.hostname}". Whoever runs it can set ALLOWED_HOSTS.`);
    await next();
  };
