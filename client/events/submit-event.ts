/** client/events - the reader pressed Ask. Between the parts of a window; a page hears `llm-ask`. */

/** Fired by `llm-question-form`. `preventDefault()` keeps the text in the box. */
export class SubmitQuestionEvent extends Event {
  static readonly type = 'llm-submit';
  readonly question: string;
  /** The models that the reader chose; empty when none. */
  readonly models: readonly string[];

  constructor(question: string, models: readonly string[]) {
    super(SubmitQuestionEvent.type, {cancelable: true});
    this.question = question;
    this.models = models;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-submit': SubmitQuestionEvent;
  }
}
