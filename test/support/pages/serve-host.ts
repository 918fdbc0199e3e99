/** test/support - a page that somebody else wrote, on an origin of its own, under the strictest policy that lets the element work. */
import {once} from 'node:events';
import {createServer, type IncomingMessage, request as ask, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/** What the page holds. */
export interface HostPage {
  /** Where the element comes from and asks. @defaultValue the page's own origin */
  readonly server?: string;
  /** More origins that may be asked. */
  readonly connect?: readonly string[];
  /** Markup. */
  readonly body: string;
  /** The page's own style sheet. */
  readonly css?: string;
  /** The page's own module. It runs before the element's. */
  readonly script?: string;
  /** Modules to load. @defaultValue the element's entry */
  readonly modules?: readonly string[];
  /** More directives. */
  readonly more?: string;
  /** What `trusted-types` says. @defaultValue `lit-html` */
  readonly trustedTypes?: string;
}

/** Answers what is asked below the page; `undefined` is a 404. */
export type HostFiles = (path: string) => Promise<string | undefined>;

/** A site that is served. */
export interface Host extends AsyncDisposable {
  readonly url: string;
  /** What its page is from now on. */
  show(page: HostPage): void;
}

/**
 * @param scripts - The site's own scripts, by path.
 * @param behind - Servers that the site passes paths on to, by how those begin.
 */
export async function serveHost(scripts: HostFiles = () => Promise.resolve(undefined), behind: Readonly<Record<string, string>> = {}): Promise<Host> {
  let page: HostPage = {body: ''};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const send = (type: string, text: string) => response.setHeader('content-type', type).end(text);
    const [, target] = Object.entries(behind).find(([prefix]) => path.startsWith(prefix)) ?? [];
    if (target !== undefined) passOn(target, request, response);
    else if (path === '/') {
      response.setHeader('content-security-policy', policyOf(page));
      send('text/html; charset=utf-8', markupOf(page));
    } else if (path === '/host.css') send('text/css', page.css ?? '');
    else if (path === '/host.js') send('text/javascript', page.script ?? '');
    else {
      scripts(path).then(
        (text) => (text === undefined ? response.writeHead(404).end() : send('text/javascript', text)),
        () => response.destroy(),
      );
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show(shown) {
      page = shown;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

const policyOf = ({server = '', connect = [], more = '', trustedTypes = 'lit-html'}: HostPage) =>
  `default-src 'none'; script-src 'self' ${server}; style-src 'self'; img-src 'self'; connect-src 'self' ${[server, ...connect].join(' ')}; base-uri 'none'; form-action 'none'; ${more}; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`;

function markupOf({server = '', body, css, script, modules = [`${server}/llm-window.js`]}: HostPage): string {
  const own = [...(script === undefined ? [] : ['/host.js']), ...modules];
  const tags = own.map((src) => `<script type="module" src="${src}"></script>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${css === undefined ? '' : '<link rel="stylesheet" href="/host.css">'}<body>${body}${tags}</body></html>`;
}

/** Streams both ways; whoever hangs up is hung up on. */
function passOn(target: string, near: IncomingMessage, back: ServerResponse): void {
  const far = ask(new URL(near.url ?? '/', target), {method: near.method, headers: near.headers, agent: false}, (answer) => {
    back.writeHead(answer.statusCode ?? 502, answer.headers);
    back.flushHeaders();
    answer.pipe(back);
  });
  far.once('error', () => back.destroy());
  back.once('close', () => far.destroy());
  near.pipe(far);
}
