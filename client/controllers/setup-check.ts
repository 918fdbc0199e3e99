/** client/controllers - a window that is set up wrongly says so at once, and once. */
import {serverProblem} from '../elements/server-problem.ts';
import {FailedEvent} from '../events/failed-event.ts';
import type {Protocol} from '../store/api.ts';
import type {AskError} from '../store/ask-error.ts';

export class SetupCheck {
  readonly #host: EventTarget;
  #problem: AskError | undefined;
  #checked = '';

  constructor(host: EventTarget) {
    this.#host = host;
  }

  /** Why the window can't work as it is set up. */
  get problem(): AskError | undefined {
    return this.#problem;
  }

  /** Looks at what the page has set. @param server - As an address; empty where the page names none. */
  check(server: string, protocol: Protocol | undefined): void {
    const problem = (this.#problem = serverProblem(server, protocol));
    const checked = `${protocol ?? ''} ${server}`;
    if (problem && checked !== this.#checked) this.#host.dispatchEvent(new FailedEvent({code: problem.code, message: problem.message}));
    this.#checked = checked;
  }
}
