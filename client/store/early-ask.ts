/** client/store - a question that is sent at once, while the module that follows it is still on its way. */
import type {AskRequest} from '../../shared/ask-request.ts';
import type {Api} from './api.ts';

export class EarlyAsk {
  /** The session's id. Whoever takes it over hears of a failure. */
  readonly posted: Promise<string>;
  readonly #api: Api;

  constructor(api: Api, request: AskRequest) {
    this.#api = api;
    this.posted = api.ask(request);
    this.posted.catch(() => undefined); // until then
  }

  /** Stops what nobody is going to follow, as soon as it has an id. */
  async stop(): Promise<void> {
    await this.posted.then((id) => this.#api.stop(id)).catch(() => undefined);
  }
}
