/** client/controllers - how much of the screen a virtual keyboard leaves: as `--_visible` and `--_visible-top` on the host. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Measures while its host is there and wants it. */
export class KeyboardRoom implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #isWanted: () => boolean;

  constructor(host: ReactiveControllerHost & HTMLElement, isWanted: () => boolean) {
    this.#host = host;
    this.#isWanted = isWanted;
    host.addController(this);
  }

  hostConnected(): void {
    window.visualViewport?.addEventListener('resize', this.#measure);
    window.visualViewport?.addEventListener('scroll', this.#measure);
  }

  hostDisconnected(): void {
    window.visualViewport?.removeEventListener('resize', this.#measure);
    window.visualViewport?.removeEventListener('scroll', this.#measure);
  }

  readonly #measure = (): void => {
    const {style} = this.#host;
    const {visualViewport} = window;
    if (!visualViewport || !this.#isWanted()) {
      style.removeProperty('--_visible');
      style.removeProperty('--_visible-top');
      return;
    }
    style.setProperty('--_visible', `${visualViewport.height}px`);
    style.setProperty('--_visible-top', `${visualViewport.offsetTop}px`);
  };
}
