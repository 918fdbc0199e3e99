/** server/http - the demo page and the element, as `npm run build:client` left them. */
import {existsSync} from 'node:fs';
import type {Context} from 'koa';
import send from 'koa-send';
import {Problem} from '../problem.ts';
import type {Route} from './route.ts';

/** Any page may load the module; whether its questions are answered is ALLOWED_ORIGINS' matter. */
const openToAll = {'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin'};

/**
 * What draws diagrams makes HTML and styles of a model's text. It does so in an origin of its own, from where it can load and reach
 * nothing but these files; any page may frame it.
 * @param host - This server's, as the browser names it: Safari 26.5 takes 'self' for the frame's own origin, which is nobody's.
 * @see docs/decisions/0024-markdown-extras.md
 */
const diagramPage = (host: string) => {
  const own = /^[\w.:[\]-]+$/.test(host) ? ` http://${host} https://${host}` : '';
  const policy = `default-src 'none'; script-src 'self'${own}; style-src 'self'${own} 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *; sandbox allow-scripts`;
  return {...openToAll, 'Content-Security-Policy': policy};
};

/** Files are sent as they were compressed when they were built, to those who take that. @param root - The folder `client/dist`. */
export const clientFiles =
  (root: string): Route =>
  (router) => {
    const file = async (ctx: Context, path: string, headers: Readonly<Record<string, string>>) => {
      if (!existsSync(root)) throw new Problem(503, 'not-built', 'The client is not built: npm run build:client.');
      ctx.set(headers);
      ctx.vary('Accept-Encoding');
      await send(ctx, path, {root, maxage: 0, setHeaders: (res) => res.setHeader('Cache-Control', headers['Cache-Control'] ?? 'no-cache')}).catch((error: unknown) => {
        if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
        throw new Problem(404, 'not-found', `There is nothing at ${ctx.path}.`);
      });
      if (ctx.fresh) ctx.status = 304;
    };
    router.get('/diagram/', (ctx) => {
      ctx.remove('X-Frame-Options');
      return file(ctx, 'diagram/index.html', diagramPage(ctx.host));
    });
    router.get(/^\/diagram\/(?:mermaid\.js|diagram\.(?:js|css)(?:\.map)?)$/, (ctx) => file(ctx, ctx.path, openToAll));
    router.get('/', (ctx) => file(ctx, 'index.html', {}));
    router.get(/^\/(page\.(?:js|css)(?:\.map)?|favicon\.svg)$/, (ctx) => file(ctx, ctx.path, {}));
    router.get(/^\/llm-window\.js(?:\.map)?$/, (ctx) => file(ctx, ctx.path, openToAll));
    router.get(/^\/chunks\/[\w.-]+$/, (ctx) => file(ctx, ctx.path, {...openToAll, 'Cache-Control': 'public, max-age=31536000, immutable'}));
  };
