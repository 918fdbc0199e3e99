/** client/events - a question has been answered. */
import type {Citation, Source} from '../../shared/source.ts';

/** One text of the answer. */
export interface AnsweredText {
  readonly model: string;
  /** Markdown. */
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** The whole answer. */
export interface AnsweredDetail {
  readonly question: string;
  readonly sessionId: string;
  readonly answers: readonly AnsweredText[];
  /** Set when several answers were made into one. */
  readonly synthesis: AnsweredText | undefined;
  readonly sources: readonly Source[];
}

/** Fired on `llm-window` when the run is done. */
export class AnsweredEvent extends Event {
  static readonly type = 'llm-answer';
  readonly detail: AnsweredDetail;

  constructor(detail: AnsweredDetail) {
    super(AnsweredEvent.type, {bubbles: true, composed: true});
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-answer': AnsweredEvent;
  }
}
