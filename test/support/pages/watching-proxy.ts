/**
 * test/support - an HTTP proxy for a browser that runs no script before a page's own: it puts one at the head of each page, from
 * the page's own origin, so that the page's policy stays what it is. Bodies stream through; whoever hangs up is hung up on.
 */
import {once} from 'node:events';
import {createServer, type IncomingMessage, request as ask, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {watchScript} from './watch-page.ts';

const SCRIPT_PATH = '/--watch-page.js';

/** A proxy that runs. */
export interface WatchingProxy {
  /** `host:port`. */
  readonly address: string;
  /** Origins that were asked for anything since the set was last cleared. */
  readonly origins: Set<string>;
  close(): void;
}

export async function startWatchingProxy(): Promise<WatchingProxy> {
  const origins = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/');
    origins.add(url.origin);
    if (url.pathname === SCRIPT_PATH) response.setHeader('content-type', 'text/javascript').end(watchScript);
    else pass(url, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    origins,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass(url: URL, near: IncomingMessage, back: ServerResponse): void {
  const {'accept-encoding': _, 'proxy-connection': __, ...headers} = near.headers;
  const far = ask(url, {method: near.method, headers, agent: false});
  near.pipe(far);
  back.once('close', () => far.destroy());
  far.once('error', () => back.destroy());
  far.once('response', (answer: IncomingMessage) => {
    answer.once('error', () => back.destroy());
    const isPage = /^text\/html/.test(answer.headers['content-type'] ?? '');
    if (isPage) delete answer.headers['content-length'];
    back.writeHead(answer.statusCode ?? 502, answer.headers);
    back.flushHeaders();
    if (isPage) void answer.toArray().then((parts: Buffer[]) => back.end(watched(Buffer.concat(parts).toString())), () => back.destroy());
    else answer.pipe(back);
  });
}

/** A page with the script in front. */
const watched = (page: string) => page.replace(/^(<!doctype html>)?/i, `$1<script src="${SCRIPT_PATH}"></script>`);
