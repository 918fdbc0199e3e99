/** client/store - what follows a question to its end: on an llm-window server, or on one that speaks another protocol. */
import {Observable} from 'rxjs';
import type {AskRequest} from '../../shared/ask-request.ts';
import type {SessionState} from '../../shared/session-state.ts';
import {Api, type ApiOptions, type Protocol, tokenFrom} from './api.ts';
import {AskError, type AskErrorOptions} from './ask-error.ts';
import type {Run} from './run.ts';
import type {FollowOptions, SessionNews} from './session-connection.ts';
import {SessionRun} from './session-run.ts';
import {whyNot} from './why-not.ts';

/** What a run begins with. */
export interface RunStart {
  readonly api: ApiOptions;
  readonly request: AskRequest;
  readonly follow: FollowOptions | undefined;
  /** The session's, when the question has been asked already. */
  readonly id: string | undefined;
  /** The same, when it was sent before this module was there. */
  readonly posted: Promise<string> | undefined;
  /** The questions before, oldest first. */
  readonly before: readonly SessionState[];
  /** When the run before, which had to be stopped, is. */
  readonly left: Promise<void> | undefined;
}

export const startRun = ({api, request, follow, id, posted, before, left}: RunStart): Run =>
  api.protocol === undefined ? new SessionRun(new Api(api), request, {...follow, id, posted, left}) : new ForeignRun({...api, protocol: api.protocol, request, before});

/** A run on a server that is not ours. It has no place to be resumed at: nobody's leaving is its end. */
class ForeignRun implements Run {
  readonly id = undefined;
  readonly news$: Observable<SessionNews>;
  readonly #stopping = new AbortController();
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor({getToken, ...ask}: ApiOptions & {readonly protocol: Protocol} & Pick<RunStart, 'request' | 'before'>) {
    const token = getToken && ((renew: boolean) => tokenFrom(getToken, renew));
    const fail = (code: string, known?: AskErrorOptions): AskError => new AskError(code, known);
    this.news$ = new Observable((subscriber) => {
      const left = new AbortController();
      const signal = AbortSignal.any([this.#stopping.signal, left.signal]);
      import('../protocols/tell-foreign.ts')
        .catch((cause: unknown) => {
          throw fail('load-failed', {cause});
        })
        .then(({tellForeign}) => tellForeign({...ask, token, fail, whyNot, signal}, (event) => subscriber.next({kind: 'event', event})))
        .then(
          () => subscriber.complete(),
          (error: unknown) => subscriber.error(error),
        );
      return () => left.abort();
    });
  }

  /** A window that only moves within its page is back at once. */
  pause(): void {
    this.#leaving = setTimeout(() => this.#stopping.abort());
  }

  resume(): void {
    clearTimeout(this.#leaving);
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return Promise.resolve();
  }

  /** There is but one. */
  stopAnswer(): Promise<void> {
    return this.stop();
  }
}
