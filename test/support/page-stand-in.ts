/** test/support - a web server out of raw sockets, with every fault that pages are served with. */
import {createServer, type Server, type Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import {setTimeout as delay} from 'node:timers/promises';

/** One request as it came. */
export interface StandInRequest {
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** What a path does with the socket. */
export type Behaviour = (socket: Socket, request: StandInRequest) => void;

/** A server on the loopback that counts what reaches it. */
export interface PageStandIn {
  readonly port: number;
  /** `http://127.0.0.1:<port>`, or `https:`. */
  readonly origin: string;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Connections open now. */
  readonly open: number;
  readonly requests: readonly StandInRequest[];
  /** Resolves when so many requests have come. */
  requested(count: number): Promise<void>;
  /** Resolves when so many connections have been accepted. */
  connected(count: number): Promise<void>;
  /** Resolves when no connection is open. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What {@link startPageStandIn} may be given beside its paths. */
export interface StandInOptions {
  /** Makes it speak TLS. */
  readonly tls?: {readonly key: string; readonly cert: string};
  /** Accept connections and never say a word, not even TLS's. */
  readonly mute?: boolean;
}

/** Starts a server; paths that are not named are 404. */
export async function startPageStandIn(paths: Readonly<Record<string, Behaviour>> = {}, {tls, mute = false}: StandInOptions = {}): Promise<PageStandIn> {
  const sockets = new Set<Socket>();
  const requests: StandInRequest[] = [];
  let accepted = 0;
  const onConnection = (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let head = '';
    socket.on('data', (data) => {
      if (mute) return;
      head += data.toString('latin1');
      for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
        const request = parseHead(head.slice(0, end));
        head = head.slice(end + 4);
        // Its rules are asked for before any page; only a test about them counts that.
        if (request.path === '/robots.txt' && !('/robots.txt' in paths)) {
          answer({status: 404})(socket, request);
          continue;
        }
        requests.push(request);
        (paths[request.path] ?? answer({status: 404, body: 'no such page'}))(socket, request);
      }
    });
  };
  const server: Server = tls && !mute ? createTlsServer(tls, onConnection) : createServer(onConnection);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await delay(2);
  };
  return {
    port,
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
    get open() {
      return sockets.size;
    },
    requests,
    requested: (count) => until(() => requests.length >= count),
    connected: (count) => until(() => accepted >= count),
    idle: () => until(() => sockets.size === 0),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function parseHead(head: string): StandInRequest {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {path: requestLine.split(' ')[1] ?? '', headers: new Map(headers)};
}

/** An answer; what is left out is a usual one's. */
export interface StandInAnswer {
  readonly status?: number;
  /** @defaultValue `text/html; charset=utf-8` */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const headOf = ({status = 200, type = 'text/html; charset=utf-8', headers = {}}: StandInAnswer): string =>
  [`HTTP/1.1 ${status} Said`, ...(type ? [`content-type: ${type}`] : []), ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

/** Answers as told, with the right length. */
export const answer =
  (answered: StandInAnswer): Behaviour =>
  (socket) => {
    const body = Buffer.from(answered.body ?? '');
    socket.write(headOf({...answered, headers: {'content-length': String(body.length), ...answered.headers}}));
    socket.write(body);
  };

/** Answers with a page that has this text. */
export const page = (text: string, title = 'A page'): Behaviour => answer({body: `<!doctype html><title>${title}</title><main><p>${text}</p></main>`});

/** Sends the reader elsewhere. */
export const redirect = (location: string, status = 302): Behaviour => answer({status, headers: {location}, body: 'elsewhere'});

/** Takes the request and says nothing. */
export const stall: Behaviour = () => undefined;

/** Begins a page and then says nothing. */
export const stallMidway: Behaviour = (socket) => socket.write(`${headOf({headers: {'content-length': '1000'}})}<p>The beginning`);

/** Breaks the connection off before an answer. */
export const reset: Behaviour = (socket) => socket.resetAndDestroy();

/** Breaks the connection off in the middle of a page. */
export const resetMidway: Behaviour = (socket) => {
  socket.write(`${headOf({headers: {'content-length': '1000'}})}<p>The beginning`);
  setTimeout(() => socket.resetAndDestroy(), 20);
};

/** Ends a page before the length it promised. */
export const truncate: Behaviour = (socket) => socket.end(`${headOf({headers: {'content-length': '1000'}})}<p>The beginning`);

/** Ends a chunked page before its last chunk. */
export const truncateChunks: Behaviour = (socket) => socket.end(`${headOf({headers: {'transfer-encoding': 'chunked'}})}5\r\n<p>Hi\r\n`);

/** Sends this again and again, for as long as it is taken. */
export const endless =
  (piece: string, answered: StandInAnswer = {}): Behaviour =>
  (socket) =>
    flood(socket, headOf(answered), piece);

/** Sends a head that never ends. */
export const endlessHead: Behaviour = (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', `x-more: ${'x'.repeat(60)}\r\n`);

function flood(socket: Socket, begin: string, piece: string): void {
  socket.write(begin);
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

/** Says something that is not HTTP. */
export const garble: Behaviour = (socket) => socket.end('220 mail.example ESMTP ready\r\n');
