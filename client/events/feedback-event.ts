/** client/events - a reader says what they think of an answer. */

/** What they think. */
export interface FeedbackDetail {
  readonly sessionId: string;
  readonly rating: 'up' | 'down';
  readonly comment?: string;
}

/** Fired on `llm-window` before it is sent. `preventDefault()` keeps it from being sent to the server. */
export class FeedbackEvent extends Event {
  static readonly type = 'llm-feedback';
  readonly detail: FeedbackDetail;

  constructor(detail: FeedbackDetail) {
    super(FeedbackEvent.type, {bubbles: true, composed: true, cancelable: true});
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-feedback': FeedbackEvent;
  }
}
