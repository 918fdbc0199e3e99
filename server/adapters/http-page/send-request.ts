/** server/adapters/http-page - sends one request to an address that was checked. */
import type {Agent, Dispatcher} from 'undici';
import {send} from '../http-agent.ts';
import type {AddressGuard} from './address-guard.ts';
import {waitingFor} from './guarded-connector.ts';
import {transportError} from './page-errors.ts';

/** What {@link sendRequest} works with. */
export interface RequestOptions {
  readonly agent: Agent;
  readonly guard: AddressGuard;
  readonly headers: Readonly<Record<string, string>>;
  /** Longest wait for the head of an answer, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** Longest wait between two pieces of a page, in milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request.
 * @throws UpstreamError - When there is no answer; the signal's reason when that ended it.
 */
export async function sendRequest(url: URL, {agent, headers, headersTimeoutMs, bodyTimeoutMs, signal}: RequestOptions): Promise<Dispatcher.ResponseData> {
  signal.throwIfAborted();
  try {
    return await waitingFor.run(signal, () =>
      send(agent, url.href, {method: 'GET', headers, headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs, signal}),
    );
  } catch (error) {
    signal.throwIfAborted();
    throw transportError(url.href, error, false);
  }
}

/** The value of a header that should come once. */
export const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));
