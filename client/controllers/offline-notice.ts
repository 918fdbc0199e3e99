/** client/controllers - notices that the device goes offline and comes back, also while nothing is asked. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

export class OfflineNotice implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #server: () => string;
  readonly #changed: (offline: boolean) => void;

  /** @param server - The address that is asked: one on this device is there without a network. @param changed - Called before the host redraws. */
  constructor(host: ReactiveControllerHost, server: () => string, changed: (offline: boolean) => void) {
    this.#host = host;
    this.#server = server;
    this.#changed = changed;
    host.addController(this);
  }

  /** Whether the server is out of reach. */
  get offline(): boolean {
    return !navigator.onLine && !/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(this.#server());
  }

  hostConnected(): void {
    addEventListener('online', this.#onChange);
    addEventListener('offline', this.#onChange);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onChange);
    removeEventListener('offline', this.#onChange);
  }

  readonly #onChange = (): void => {
    this.#changed(this.offline);
    this.#host.requestUpdate();
  };
}
