/** server/http - what every answer tells the browser to refuse. */
import helmet from 'koa-helmet';
import type {Middleware} from 'koa';

/** The demo page's policy: its own scripts and styles, its own API, its own frame for diagrams, nothing else, and no HTML from strings. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html'],
  },
};

/** What only a document heeds. An event stream is none, and Node keeps a response's headers for as long as it lasts, for each reader. */
const forDocuments = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

/** Sets them before anything else does, and takes back what makes no sense once it is known what the answer is. */
export function securityHeaders(): Middleware {
  const setAll = helmet({contentSecurityPolicy, strictTransportSecurity: false});
  return async (ctx, next) => {
    await setAll(ctx, async () => {
      await next();
      if (ctx.type === 'text/event-stream') for (const name of forDocuments) ctx.remove(name);
    });
  };
}
