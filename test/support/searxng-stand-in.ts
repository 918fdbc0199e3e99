/** test/support - a SearXNG instance on a real socket: its answers in their real shapes, and the ways it can go wrong. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';

/** How one request is answered. */
export type SearxngReply =
  /** `body` adds to the answer. */
  | {readonly kind: 'results'; readonly results: readonly unknown[]; readonly body?: object}
  /** An error page, as the instance and its limiter send them; 403 is also what it sends when JSON is off. */
  | {readonly kind: 'status'; readonly status: number}
  | {readonly kind: 'raw'; readonly body: string}
  | {readonly kind: 'stalled' | 'truncated' | 'reset'};

/** A running stand-in. */
export interface SearxngStandIn {
  readonly baseUrl: string;
  /** The parameters of each request that came. */
  readonly requests: readonly URLSearchParams[];
  /** How the next requests are answered; by the query, or all the same. */
  answer(reply: SearxngReply | ((query: string, page: number) => SearxngReply)): void;
  /** Sockets that are open now. */
  readonly openSockets: number;
  close(): Promise<void>;
}

/** A result as an instance merges it from its engines. */
export const searxngResult = (name: string, given: object = {}): object => {
  const url = `https://${name}.example/`;
  return {
    ...{url, title: `About ${name}`, content: `What ${name} says.`, publishedDate: null, thumbnail: '', engine: 'duckduckgo', template: 'default.html'},
    ...{parsed_url: ['https', `${name}.example`, '/', '', '', ''], img_src: '', priority: '', engines: ['duckduckgo', 'brave'], positions: [1, 2], score: 3, category: 'general', pubdate: ''},
    ...given,
  };
};

/** Starts a stand-in on a free port of this machine. Finds nothing until it is told what to answer. */
export async function searxngStandIn(): Promise<SearxngStandIn> {
  const requests: URLSearchParams[] = [];
  const sockets = new Set<Socket>();
  let reply: (query: string, page: number) => SearxngReply = () => ({kind: 'results', results: []});

  const server = createServer((request, response) => {
    const {pathname, searchParams: parameters} = new URL(request.url ?? '/', 'http://stand-in');
    requests.push(parameters);
    const query = parameters.get('q') ?? '';
    if (pathname !== '/searx/search') sendPage(response, 404);
    else if (parameters.get('format') !== 'json' || query === '') sendPage(response, query === '' ? 400 : 403);
    else send(request, response, query, reply(query, Number(parameters.get('pageno') ?? 1)));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/searx`,
    requests,
    answer: (next) => {
      reply = typeof next === 'function' ? next : () => next;
    },
    get openSockets() {
      return sockets.size;
    },
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, query: string, reply: SearxngReply): void {
  switch (reply.kind) {
    case 'results': {
      const body = {query, number_of_results: 0, results: reply.results, answers: [], corrections: [], infoboxes: [], suggestions: [], unresponsive_engines: [], ...reply.body};
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(body));
      return;
    }
    case 'status':
      sendPage(response, reply.status);
      return;
    case 'raw':
      response.writeHead(200, {'content-type': 'text/html'}).end(reply.body);
      return;
    case 'stalled':
      return;
    case 'truncated':
      response.writeHead(200, {'content-type': 'application/json', 'content-length': 100_000});
      response.write('{"query": "x", "results": [{"url": "https://ha', () => response.destroy());
      return;
    case 'reset':
      request.socket.resetAndDestroy();
  }
}

const sendPage = (response: ServerResponse, status: number): void => void response.writeHead(status, {'content-type': 'text/html'}).end(`<!doctype html><title>${status}</title>`);
