/** server/adapters/litellm-model - one request over Node's own HTTP, with connections that are kept: fetch and undici cost a WebAssembly parser. */
import type {Agent, IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, RequestOptions} from 'node:http';
import type {Socket} from 'node:net';

/** What is sent. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
  /** Closes the connection in the turn in which it fires, whatever the call is at. */
  readonly signal: AbortSignal;
}

/** An answer whose body nobody has read yet; no more of it is taken from the network than a stream's own buffer holds. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

/** Sends calls to one server. */
export type HttpClient = (path: string, call: HttpCall) => Promise<HttpAnswer>;

/** How long a connection that nobody uses is kept, in milliseconds: less than servers do, so that none is used while it closes. */
const KEEP_MS = 4_000;
/**
 * Where all connections read into, one after the other: HTTP's parser copies out of it what it keeps. A socket with a buffer of its own
 * reads nothing more from when it is paused, and its reads make no garbage.
 */
const READ_BUFFER = Buffer.alloc(65_536);
const agentOptions = {
  keepAlive: true,
  timeout: KEEP_MS,
  onread: {
    buffer: READ_BUFFER,
    callback(this: Socket, length: number): boolean {
      this.emit('data', READ_BUFFER.subarray(0, length));
      return true;
    },
  },
};
/** A connection that the server closed just when we used it again. Nothing of the call was answered, so it is sent once more. */
const STALE = /^(?:ECONNRESET|EPIPE)$/;

/**
 * A client for one server. Redirects are answers like others; the wait for headers has no limit here.
 * @param base - Such as `http://127.0.0.1:4000/v1`.
 * @param connectMs - Longest wait for a connection, its TLS included, in milliseconds.
 */
export function httpClient(base: string, connectMs: number): HttpClient {
  const {protocol} = new URL(base);
  const http = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');
  const agent: Agent = new http.Agent(agentOptions);

  const send = (path: string, call: HttpCall, isAgain: boolean): Promise<HttpAnswer> => {
    const {promise, resolve, reject} = Promise.withResolvers<HttpAnswer>();
    const {method, headers, body, signal} = call;
    const options: RequestOptions = {agent, method, headers, signal};
    const request = http.request(`${base}${path}`, options);
    request.once('socket', (socket) => limitConnecting(socket, protocol === 'https:', connectMs));
    /** What is sent once more, until it is answered: a prompt is long, and an answer takes long. */
    let unanswered: HttpCall | undefined = call;
    request.once('response', (response) => {
      unanswered = undefined;
      resolve({status: response.statusCode ?? 0, headers: response.headers, body: response});
    });
    request.on('error', (error) => {
      const isStale = request.reusedSocket && 'code' in error && STALE.test(String(error.code)) && !isAgain && !signal.aborted;
      if (isStale && unanswered) send(path, unanswered, true).then(resolve, reject);
      else reject(signal.aborted && signal.reason instanceof Error ? signal.reason : error);
    });
    request.end(body);
    return promise;
  };
  return (path, call) => send(path, call, false);
}

/** Gives up on a connection that does not come about. */
function limitConnecting(socket: Socket, isSecure: boolean, connectMs: number): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no connection in time'), {code: 'ETIMEDOUT'})), connectMs);
  const settle = () => clearTimeout(timer);
  socket.once(isSecure ? 'secureConnect' : 'connect', settle).once('close', settle);
}
