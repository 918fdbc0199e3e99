/** client/events - a reader turned to a citation. */

/** Which one, and how. */
export interface CitationDetail {
  /** The source's number. */
  readonly n: number;
  /** `point`: hovered or focused, `leave`: no longer, `follow`: pressed. */
  readonly action: 'point' | 'leave' | 'follow';
}

/** Fired by `llm-answer`. */
export class CitationEvent extends Event {
  static readonly type = 'llm-citation';
  readonly detail: CitationDetail;

  constructor(detail: CitationDetail) {
    super(CitationEvent.type, {bubbles: true, composed: true});
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-citation': CitationEvent;
  }
}
