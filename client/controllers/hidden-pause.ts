/**
 * client/controllers - a page that nobody sees gives its connection to those that somebody does: all tabs share the six that a
 * browser gives one host. Now and then it looks in, so that the server does not take the run for abandoned.
 */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Store} from './store-controller.ts';

/** Times, in milliseconds. */
export interface HiddenPauseOptions {
  /** How long a page may be hidden before it lets go. @defaultValue 5_000 */
  readonly letGoMs?: number;
  /** How often it looks in; less than the time that a server keeps a run without readers. @defaultValue 20_000 */
  readonly lookInMs?: number;
  /** How long it looks. @defaultValue 2_000 */
  readonly lookMs?: number;
  /** @defaultValue the page's document */
  readonly page?: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
}

/** Lets go of a store's connection while the page is hidden, and takes it up again when it is seen. */
export class HiddenPause implements ReactiveController {
  readonly #store: Pick<Store, 'attach' | 'detach'>;
  readonly #page: NonNullable<HiddenPauseOptions['page']>;
  readonly #ms: {readonly letGo: number; readonly lookIn: number; readonly look: number};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, store: Pick<Store, 'attach' | 'detach'>, {letGoMs = 5_000, lookInMs = 20_000, lookMs = 2_000, page = document}: HiddenPauseOptions = {}) {
    this.#store = store;
    this.#page = page;
    this.#ms = {letGo: letGoMs, lookIn: lookInMs, look: lookMs};
    host.addController(this);
  }

  hostConnected(): void {
    this.#page.addEventListener('visibilitychange', this.#onChange);
    this.#onChange();
  }

  hostDisconnected(): void {
    this.#page.removeEventListener('visibilitychange', this.#onChange);
    clearTimeout(this.#timer);
  }

  readonly #onChange = (): void => {
    clearTimeout(this.#timer);
    if (this.#page.hidden) this.#timer = setTimeout(this.#letGo, this.#ms.letGo);
    else this.#store.attach();
  };

  readonly #letGo = (): void => {
    this.#store.detach();
    this.#timer = setTimeout(this.#lookIn, this.#ms.lookIn);
  };

  readonly #lookIn = (): void => {
    this.#store.attach();
    this.#timer = setTimeout(this.#letGo, this.#ms.look);
  };
}
