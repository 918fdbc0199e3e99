/** client/controllers - `/` puts the cursor into the question box, on pages that allow it and while nobody is typing. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Listens on the page while its host is there. */
export class SlashShortcut implements ReactiveController {
  readonly #isAllowed: () => boolean;
  readonly #focus: () => void;

  constructor(host: ReactiveControllerHost, isAllowed: () => boolean, focus: () => void) {
    this.#isAllowed = isAllowed;
    this.#focus = focus;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const {key, ctrlKey, metaKey, altKey, defaultPrevented, isComposing} = event;
    if (key !== '/' || ctrlKey || metaKey || altKey || defaultPrevented || isComposing || !this.#isAllowed() || isTyping(event)) return;
    event.preventDefault();
    this.#focus();
  };
}

/** Whether the key goes to something that takes text, in whatever shadow. */
const isTyping = (event: Event): boolean => {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role=textbox], [role=combobox], [role=searchbox]'));
};
