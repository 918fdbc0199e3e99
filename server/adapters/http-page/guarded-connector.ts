/** server/adapters/http-page - opens sockets, only to addresses that the guard allows, and gives them up when nobody waits for them. */
import {AsyncLocalStorage} from 'node:async_hooks';
import {connect as connectTcp, isIP, type LookupFunction, type TcpNetConnectOpts} from 'node:net';
import {connect as connectTls} from 'node:tls';
import type {buildConnector} from 'undici';
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {type AddressGuard, notPublic, refusal} from './address-guard.ts';

/** Options for {@link guardedConnector}. */
export interface GuardedConnectorOptions {
  readonly guard: AddressGuard;
  /** Finds a host's addresses. */
  readonly lookup: LookupFunction;
  /** Longest time until a connection stands, TLS included, in milliseconds. */
  readonly timeoutMs: number;
  /** Certificate authorities to trust instead of the usual ones, in PEM. */
  readonly ca?: string | undefined;
}

/**
 * Tells the connector who waits for the socket it opens. undici gives up a request at once, but goes on connecting;
 * it calls the connector in the turn that sends the request, so the signal is at hand here.
 */
export const waitingFor = new AsyncLocalStorage<AbortSignal>();

/** Makes undici's connector: HTTP/1.1, every address checked before it is connected to and once more after. */
export function guardedConnector({guard, lookup, timeoutMs, ca}: GuardedConnectorOptions): buildConnector.connector {
  return ({hostname, port: portText, protocol, servername}, callback) => {
    const isTls = protocol === 'https:';
    const port = Number(portText) || (isTls ? 443 : 80);
    // An address in place of a name is not looked up, so it has to be judged here.
    if (isIP(hostname) && !guard.allows(hostname, hostname, port)) {
      callback(refusal(hostname, notPublic), null);
      return;
    }
    const target: TcpNetConnectOpts = {host: hostname, port, lookup: guard.lookup(lookup, port), autoSelectFamily: true, noDelay: true, keepAlive: true};
    const socket = isTls
      ? connectTls({...target, servername: servername ?? '', ALPNProtocols: ['http/1.1'], ...(ca !== undefined && {ca})})
      : connectTcp(target);

    const signal = waitingFor.getStore();
    const giveUp = () => socket.destroy(new Error('nobody waits for this connection'));
    const timer = setTimeout(() => socket.destroy(tooSlow(hostname, timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', giveUp, {once: true});
    let isPending = true;
    const settle = (...outcome: Parameters<typeof callback>) => {
      if (!isPending) return;
      isPending = false;
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      callback(...outcome);
    };
    socket.once('connect', () => {
      const {remoteAddress} = socket;
      if (remoteAddress === undefined || !guard.allows(remoteAddress, hostname, port)) socket.destroy(refusal(hostname, notPublic));
    });
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      if (!socket.destroyed) settle(null, socket);
    });
    // Stays for the socket's life; once it is connected, undici hears of errors itself.
    socket.on('error', (error) => settle(error, null));
  };
}

const tooSlow = (hostname: string, timeoutMs: number) =>
  new UpstreamError(`Cannot reach "${hostname}": no connection within ${timeoutMs} ms`, {
    code: 'timeout',
    reason: 'The site could not be reached in time.',
    retryable: true,
  });
