/** server/adapters - two parts of undici that have no types of their own: the agent, and `request` as a method of it. */
declare module 'undici/lib/dispatcher/agent.js' {
  export {Agent as default} from 'undici';
}
declare module 'undici/lib/api/api-request.js' {
  import type {Agent, Dispatcher} from 'undici';
  export default function request(this: Agent, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
}
