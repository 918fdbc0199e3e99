/** test/support - a Brave Search API on a real socket: its answers in their real shapes, and every way it can go wrong. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {gzipSync} from 'node:zlib';

/** A result of the web, as far as a test cares. */
export interface BraveResult {
  readonly url: string;
  readonly title?: string;
  readonly description?: string;
  readonly age?: string;
  readonly page_age?: string;
  readonly extra_snippets?: readonly string[];
  readonly profile?: {readonly name: string};
  readonly meta_url?: {readonly hostname: string};
}

/** How one request is answered. */
export type BraveReply =
  /** `body` adds sections to the answer, or takes the place of its own. */
  | {readonly kind: 'results'; readonly results: readonly unknown[]; readonly afterMs?: number; readonly body?: object}
  /** The answer of `/llm/context`. */
  | {readonly kind: 'context'; readonly generic: readonly unknown[]; readonly sources?: object}
  /** An answer without the section of the web, as when nothing was found. */
  | {readonly kind: 'no-web'; readonly body?: object}
  /** The shape that is sent: one `error`. */
  | {readonly kind: 'error'; readonly status: number; readonly code?: string; readonly meta?: object; readonly headers?: Readonly<Record<string, string>>}
  /** The shape that is documented beside it: a list of `errors`. */
  | {readonly kind: 'errors'; readonly status: number; readonly code: string}
  /** Anything else: a proxy's page, a JSON of another kind. */
  | {readonly kind: 'raw'; readonly status?: number; readonly body: string; readonly headers?: Readonly<Record<string, string>>}
  /** The answer begins and goes on for ever. */
  | {readonly kind: 'endless'}
  /** Never a word. */
  | {readonly kind: 'stalled'}
  /** Headers and half of the body, then never a word. */
  | {readonly kind: 'stalled-body'}
  /** Headers and half of the body, then the connection is cut. */
  | {readonly kind: 'truncated'}
  /** The connection is cut at once. */
  | {readonly kind: 'reset'};

/** One request that came. */
export interface BraveRequest {
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** A rate limit that is kept, over a sliding window. */
export interface EnforcedLimit {
  readonly limit: number;
  /** The headers call it one second, however long it is. */
  readonly windowMs: number;
}

/** A running stand-in. */
export interface BraveStandIn {
  /** Where the API is, with its path. */
  readonly baseUrl: string;
  /** The only key it takes. */
  readonly apiKey: string;
  readonly requests: readonly BraveRequest[];
  /** How the next requests are answered; by the query, or all the same. */
  answer(reply: BraveReply | ((query: string) => BraveReply)): void;
  /** From now on a request beyond the limit is answered 429, whatever the reply is; the rate headers tell of it. */
  enforce(limit: EnforcedLimit): void;
  /** Requests that were refused since they were too many. */
  readonly refused: number;
  /** Sockets that are open now. */
  readonly openSockets: number;
  /** Sockets that were ever opened. */
  readonly allSockets: number;
  close(): Promise<void>;
}

const API_KEY = 'BSA-stand-in-key';
const HALF = '{"type":"search","web":{"type":"search","results":[{"url":"https://half.example/","title":"Ha';

/** Starts a stand-in on a free port of this machine. Finds nothing until it is told what to answer. */
export async function braveStandIn(): Promise<BraveStandIn> {
  const requests: BraveRequest[] = [];
  const sockets = new Set<Socket>();
  let allSockets = 0;
  let refused = 0;
  let enforced: EnforcedLimit | undefined;
  const taken: number[] = [];
  let reply: (query: string) => BraveReply = () => ({kind: 'no-web'});

  const server = createServer((request, response) => {
    const {pathname, searchParams: parameters} = new URL(request.url ?? '/', 'http://stand-in');
    requests.push({path: pathname, parameters, headers: request.headers});
    const query = parameters.get('q') ?? '';
    const now = performance.now();
    const left = enforced ? enforced.limit - taken.filter((at) => at > now - enforced!.windowMs).length : 50;
    const limits = {'x-ratelimit-limit': `${enforced?.limit ?? 50}, 0`, 'x-ratelimit-policy': `${enforced?.limit ?? 50};w=1, 0;w=2592000`, 'x-ratelimit-remaining': `${Math.max(0, left - 1)}, 0`, 'x-ratelimit-reset': '1, 1419704'};
    for (const [name, value] of Object.entries(limits)) response.setHeader(name, value);
    if (!/^\/res\/v1\/(?:web\/search|llm\/context)$/.test(pathname)) sendError(response, 404, {code: 'NOT_FOUND'});
    else if (request.headers['x-subscription-token'] !== API_KEY) sendError(response, 422, {code: 'SUBSCRIPTION_TOKEN_INVALID', detail: 'The provided subscription token is invalid.'});
    else if (left <= 0) {
      refused++;
      sendError(response, 429, {id: '0f3c', status: 429, code: 'RATE_LIMITED', detail: 'Request rate limit exceeded for plan.', meta: {plan: 'Free', rate_limit: enforced?.limit}});
    } else {
      taken.push(now);
      send(request, response, query, reply(query));
    }
  });
  server.on('connection', (socket) => {
    allSockets++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/res/v1`,
    apiKey: API_KEY,
    requests,
    answer: (next) => {
      reply = typeof next === 'function' ? next : () => next;
    },
    enforce: (limit) => {
      enforced = limit;
    },
    get refused() {
      return refused;
    },
    get openSockets() {
      return sockets.size;
    },
    get allSockets() {
      return allSockets;
    },
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, query: string, reply: BraveReply): void {
  switch (reply.kind) {
    case 'results': {
      const respond = () => sendJson(request, response, {type: 'search', query: {original: query, more_results_available: true}, web: {type: 'search', results: reply.results}, mixed: {main: []}, ...reply.body});
      if (reply.afterMs === undefined) respond();
      else setTimeout(respond, reply.afterMs);
      return;
    }
    case 'context':
      sendJson(request, response, {grounding: {generic: reply.generic, poi: null, map: []}, sources: reply.sources ?? {}});
      return;
    case 'no-web':
      sendJson(request, response, {type: 'search', query: {original: query, more_results_available: false}, ...reply.body});
      return;
    case 'error': {
      const {status, code, meta = {}, headers = {}} = reply;
      sendError(response, status, {id: '0f3c', status, ...(code !== undefined && {code}), detail: `about ${API_KEY}`, meta}, headers);
      return;
    }
    case 'errors':
      response.writeHead(reply.status, {'content-type': 'application/json'}).end(JSON.stringify({errors: [{code: reply.code, detail: 'as documented'}]}));
      return;
    case 'raw':
      // Whoever says so is not Brave, and knows no limits.
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      response.writeHead(reply.status ?? 200, {'content-type': 'text/html', ...reply.headers}).end(reply.body);
      return;
    case 'endless':
      response.writeHead(200, {'content-type': 'application/json'});
      sendForEver(response);
      return;
    case 'stalled':
      return;
    case 'stalled-body':
      response.writeHead(200, {'content-type': 'application/json'}).write(HALF);
      return;
    case 'truncated':
      response.writeHead(200, {'content-type': 'application/json', 'content-length': 100_000});
      response.write(HALF, () => response.destroy());
      return;
    case 'reset':
      request.socket.resetAndDestroy();
  }
}

function sendJson(request: IncomingMessage, response: ServerResponse, body: object): void {
  const json = JSON.stringify(body);
  const isGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response
    .writeHead(200, {'content-type': 'application/json', ...(isGzip && {'content-encoding': 'gzip'})})
    .end(isGzip ? gzipSync(json) : json);
}

const sendError = (response: ServerResponse, status: number, error: object, headers: Readonly<Record<string, string>> = {}): void =>
  void response.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify({type: 'ErrorResponse', error, time: 1_790_000_000}));

function sendForEver(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
    response.once('drain', more);
  };
  more();
}
