/** server/http - where this server is, as its callers reach it: other programs need whole addresses of corpus documents. */
import type {Context, Middleware} from 'koa';

/**
 * Finds out by which address each request came. What a proxy says of the scheme counts as far as one is trusted.
 * @param trustedProxies - How many proxies of ours a request passes.
 */
export const knowBase =
  (trustedProxies: number): Middleware =>
  async (ctx, next) => {
    const told = ctx.get('X-Forwarded-Proto').split(',').map((entry) => entry.trim().toLowerCase());
    const forwarded = trustedProxies > 0 ? (told.at(-trustedProxies) ?? told[0]) : undefined;
    ctx.state['base'] = `${forwarded === 'http' || forwarded === 'https' ? forwarded : ctx.protocol}://${ctx.host}`;
    await next();
  };

/** The origin of that address, such as `https://answers.example`, as {@link knowBase} left it. */
export const baseOf = (ctx: Context): string => String(ctx.state['base']);

/** An address that leads somewhere from everywhere: that of a corpus document is a path of ours. */
export const absoluteUrl = (base: string, url: string): string => (url.startsWith('/') ? base + url : url);
