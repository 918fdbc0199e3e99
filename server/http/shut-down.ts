/** server/http - the end of a server: no new sessions, running ones finish or end as resumable, streams get their end. */
import type {Server} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import type {SessionRegistry} from '../session/session-registry.ts';

/** How long open streams may take to say goodbye, in milliseconds. */
const GOODBYE_MS = 2_000;
/** How often running sessions are looked after, in milliseconds. */
const CHECK_MS = 50;

/**
 * Ends the server in good order.
 * @param drainMs - How long running sessions may go on.
 * @param hurry - Aborts the waiting: whoever asked twice means now.
 */
export async function shutDown(server: Server, registry: SessionRegistry, drainMs: number, hurry: AbortSignal): Promise<void> {
  registry.drain();
  const end = Date.now() + drainMs;
  while (registry.running > 0 && Date.now() < end && !hurry.aborted) await sleep(CHECK_MS, undefined, {signal: hurry}).catch(() => undefined);
  registry.close();
  const closed = new Promise<void>((done) => server.close(() => done()));
  // A connection whose stream has ended waits for another request, which is not to come.
  const sweeping = setInterval(() => server.closeIdleConnections(), CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), GOODBYE_MS);
  await closed;
  clearInterval(sweeping);
  clearTimeout(cut);
}
