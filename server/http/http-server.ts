/** server/http - Node's HTTP server with limits on how long a client may take: a slow one holds a socket, never for ever. */
import {createServer, type RequestListener, type Server} from 'node:http';
import {refuseUnreadable} from './refuse-unreadable.ts';

/** Limits on time, in milliseconds. */
export interface HttpServerOptions {
  /** Longest time for a request's headers, counted from the connection or the answer before. @defaultValue 10_000 */
  readonly headersMs?: number;
  /** Longest time for a whole request, its body included. @defaultValue 30_000 */
  readonly requestMs?: number;
  /** Longest time in which nothing at all moves on a connection while it is answered. Event streams beat more often than that. @defaultValue 120_000 */
  readonly idleMs?: number;
  /** How often headers and requests are looked after. @defaultValue 2_000 */
  readonly checkMs?: number;
}

/** Bytes that may wait in this process for a socket that is slow, beside one batch of events. */
const SOCKET_BUFFER = 16_384;

/** Makes the server; the caller listens. */
export function createHttpServer(listener: RequestListener, {headersMs = 10_000, requestMs = 30_000, idleMs = 120_000, checkMs = 2_000}: HttpServerOptions = {}): Server {
  const server = createServer({highWaterMark: SOCKET_BUFFER, headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs, keepAliveTimeout: 5_000}, listener);
  refuseUnreadable(server);
  server.setTimeout(idleMs);
  server.maxRequestsPerSocket = 10_000;
  return server;
}
