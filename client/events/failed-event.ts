/** client/events - a question failed as a whole. */

/** Why. */
export interface FailedDetail {
  /** Stable, for programs. */
  readonly code: string;
  /** For the reader; the element shows it too. */
  readonly message: string;
}

/** Fired on `llm-window` when the question could not be asked, followed or answered. One model that fails is no such failure. */
export class FailedEvent extends Event {
  static readonly type = 'llm-error';
  readonly detail: FailedDetail;

  constructor(detail: FailedDetail) {
    super(FailedEvent.type, {bubbles: true, composed: true});
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-error': FailedEvent;
  }
}
