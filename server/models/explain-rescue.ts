/** server/models - why the last resort answers instead of the models that were asked, in words for a reader. Pure. */

/** A model that failed. */
export interface AnswerFailure {
  readonly model: string;
  /** What happened, in words for a reader. */
  readonly message: string;
}

/** What is said of it. */
export interface Rescue {
  /** Plain text. */
  readonly reason: string;
  /** Markdown that stands before the answer. */
  readonly preface: string;
}

/** Names every model that was asked, and what became of it. */
export function explainRescue(failures: readonly AnswerFailure[]): Rescue {
  const name = (quote: string) => failures.map(({model, message}) => ` ${quote}${model.replaceAll('`', '')}${quote}: ${message}`).join('');
  return {
    reason: `No model could answer.${name('')}`,
    preface: `> No model could answer, so these are sentences of the sources themselves.${name('`')}\n\n`,
  };
}
