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

export const securityHeaders = (): Middleware => helmet({contentSecurityPolicy, strictTransportSecurity: false});
