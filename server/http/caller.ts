/** server/http - whoever wants to start, stop or judge something: which page, with which credential, from where. Reading needs only a session's id. */
import type {Context, Middleware} from 'koa';
import {type ClientAddress, clientAddress} from './client-address.ts';
import type {CheckToken, Grant} from './embed-token.ts';
import type {OriginRules} from './origin-rules.ts';
import {Problem} from './problem.ts';

/** Who calls. */
export interface Caller {
  readonly address: ClientAddress;
  /** What the token allows; undefined in open mode. */
  readonly grant: Grant | undefined;
}

/** How callers are told apart. */
export interface CallerRules {
  readonly mayCall: OriginRules;
  /** Undefined in open mode. */
  readonly checkToken: CheckToken | undefined;
  readonly trustedProxies: number;
  /** Counts a call, of whatever kind. Rejects with 429 when there were too many. */
  readonly countCall: (address: ClientAddress) => Promise<void>;
}

/** Reads a request's caller, as {@link knowCaller} left it. */
export const callerOf = (ctx: Context): Caller => ctx.state['caller'] as Caller;

/** Lets only those through who may change something. Routes that start, stop, share or judge stand behind it. */
export const knowCaller = ({mayCall, checkToken, trustedProxies, countCall}: CallerRules): Middleware => {
  return async (ctx, next) => {
    const address = clientAddress(ctx, trustedProxies);
    await countCall(address);
    const origin = originOf(ctx);
    const isOwn = origin === undefined || URL.parse(origin)?.host === ctx.host;
    if (!isOwn && !mayCall(origin)) throw new Problem(403, 'origin-not-allowed', 'Pages of this origin may not ask this server. Whoever runs it can set ALLOWED_ORIGINS.');
    const grant = checkToken && (await checkToken(bearerOf(ctx)));
    if (grant?.origins && (origin === undefined || !grant.origins.includes(origin))) throw new Problem(403, 'origin-not-allowed', 'The token was made for pages of another origin.');
    ctx.state['caller'] = {address, grant} satisfies Caller;
    await next();
  };
};

/** The origin of the page that calls. A browser names it on every call but plain GETs; there it says whether the page is another site's. */
function originOf(ctx: Context): string | undefined {
  const origin = ctx.get('Origin');
  if (origin !== '') return origin;
  return /^(?:cross-site|same-site)$/.test(ctx.get('Sec-Fetch-Site')) ? 'null' : undefined;
}

function bearerOf(ctx: Context): string {
  const token = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(ctx.get('Authorization'))?.[1];
  if (token === undefined) throw new Problem(401, 'unauthorized', 'This server takes calls with a token: Authorization: Bearer …', {headers: {'WWW-Authenticate': 'Bearer'}});
  return token;
}
