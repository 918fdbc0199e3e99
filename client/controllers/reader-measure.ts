/** client/controllers - measures what a reader feels, where they have agreed to it and the browser does not object. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {Api, type ApiOptions} from '../store/api.ts';
import type {ReaderVitals} from '../store/reader-vitals.ts';
import type {Turn} from '../store/turn.ts';

export class ReaderMeasure implements ReactiveController {
  readonly #api: () => ApiOptions;
  #isWanted = false;
  #vitals: ReaderVitals | undefined;

  constructor(host: ReactiveControllerHost, api: () => ApiOptions) {
    this.#api = api;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#vitals?.leave();
  }

  /** Begins to measure, or forgets what was measured. */
  want(wanted: boolean): void {
    this.#isWanted = wanted;
    this.#vitals?.forget();
    this.#vitals = undefined;
    if (!wanted || this.#api().protocol) return; // other servers take none
    // Nothing is lost to the reader when it can't be fetched.
    import('../store/reader-vitals.ts').then(
      ({ReaderVitals, browserObjects}) => {
        if (this.#isWanted && !browserObjects()) this.#vitals ??= new ReaderVitals((vitals) => new Api(this.#api()).vitals(vitals));
      },
      () => undefined,
    );
  }

  /** Takes note of where the window is. */
  see(turn: Turn): void {
    this.#vitals?.see(turn);
  }
}
