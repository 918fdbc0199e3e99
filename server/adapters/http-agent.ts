/** server/adapters - undici's agent and its `request`, without the rest of undici: its index also loads caches, mocks and a fetch (5 MB). */
import type {Dispatcher} from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

export {Agent};

/** Sends a request to an absolute URL. */
export function send(agent: Agent, url: string, options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>): Promise<Dispatcher.ResponseData> {
  const {origin, pathname, search} = new URL(url);
  return request.call(agent, {...options, origin, path: pathname + search});
}
