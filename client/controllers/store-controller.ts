/** client/controllers - joins a store to an element: changes redraw it, and a removed element lets go of the connection. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** What it joins. */
export interface Store {
  subscribe(listener: () => void): () => void;
  attach(): unknown;
  detach(): unknown;
}

/** Redraws its host after each change of the store, at most once per painted frame. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: Store;
  readonly #changed: () => void;
  #unsubscribe: (() => void) | undefined;

  /** @param changed - Called after each change, while the host's update is pending. */
  constructor(host: ReactiveControllerHost, store: Store, changed: () => void = () => undefined) {
    this.#host = host;
    this.#store = store;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    const redraw = (): void => {
      this.#host.requestUpdate();
      this.#changed();
    };
    this.#unsubscribe = this.#store.subscribe(redraw);
    this.#store.attach();
    redraw(); // for what happened while the host was away
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#store.detach();
  }
}
