/** client/controllers - a window that is set up wrongly says so at once, and once. */
import {type Setup, setupProblem} from '../elements/setup-problem.ts';
import {FailedEvent} from '../events/failed-event.ts';
import type {AskError} from '../store/ask-error.ts';
import {errorWords} from '../words/error-words.ts';
import type {Words} from '../words/words.ts';

export class SetupCheck {
  readonly #host: EventTarget;
  #problem: AskError | undefined;
  #told = '';

  constructor(host: EventTarget) {
    this.#host = host;
  }

  /** Why the window can't work as it is set up. */
  get problem(): AskError | undefined {
    return this.#problem;
  }

  /** Looks at what the page has set. */
  check(setup: Setup, words: Words): void {
    const problem = (this.#problem = setupProblem(setup));
    const told = problem ? `${problem.detail ?? ''} ${setup.server}` : '';
    if (problem && told !== this.#told) this.#host.dispatchEvent(new FailedEvent({code: problem.code, message: errorWords(words, problem).title}));
    this.#told = told;
  }
}
