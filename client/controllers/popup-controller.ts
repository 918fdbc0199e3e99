/** client/controllers - opens and closes a window that stands behind a button: in the top layer, with the cursor where it belongs. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** The parts of such a window. */
export interface Popup {
  readonly isPopup: boolean;
  readonly open: boolean;
  readonly launcher: HTMLElement | null;
  readonly frame: HTMLElement | null;
}

export class PopupController implements ReactiveController {
  readonly #popup: () => Popup;
  readonly #toggled: (open: boolean) => void;

  /** @param toggled - Called when the frame has been opened or closed. */
  constructor(host: ReactiveControllerHost, popup: () => Popup, toggled: (open: boolean) => void) {
    this.#popup = popup;
    this.#toggled = toggled;
    host.addController(this);
  }

  hostUpdated(): void {
    const {isPopup, open, launcher, frame} = this.#popup();
    if (!isPopup) return;
    show(launcher, true);
    if (!show(frame, open)) return;
    if (!open) launcher?.focus({preventScroll: true});
    this.#toggled(open);
  }
}

/** Returns whether anything changed. */
function show(element: HTMLElement | null, open: boolean): boolean {
  if (!element?.isConnected || element.popover === null || element.matches(':popover-open') === open) return false;
  if (open) element.showPopover();
  else element.hidePopover();
  return true;
}
