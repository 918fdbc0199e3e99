/** client/events - a question is about to be asked. */

/** What will be asked. */
export interface AskDetail {
  readonly question: string;
  /** The models to ask; empty when the server decides. */
  readonly models: readonly string[];
}

/** Fired on `llm-window` before anything is sent. `preventDefault()` keeps the question from being asked. */
export class AskEvent extends Event {
  static readonly type = 'llm-ask';
  readonly detail: AskDetail;

  constructor(detail: AskDetail) {
    super(AskEvent.type, {bubbles: true, composed: true, cancelable: true});
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-ask': AskEvent;
  }
}
