/** client/words - what went wrong and what to do next, by the error's stable code. */

/** An error as a reader hears it. */
export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
}

const tryAgain = 'Try again, or ask in other words.';

const byCode = new Map<string, ErrorWords>(
  Object.entries({
    network: {title: 'The answer server can’t be reached.', advice: 'Check your connection, then try again.'},
    timeout: {title: 'The answer server did not reply in time.', advice: 'Try again in a moment.'},
    'connection-lost': {title: 'The connection was lost and did not come back.', advice: 'Try again: the answer goes on where it stopped if it is still there.'},
    'session-gone': {title: 'This answer is no longer on the server.', advice: 'Ask the question again.'},
    'bad-server': {title: 'The address of the answer server is not valid.', advice: 'Whoever runs this page can set it right: the server attribute takes an http or https address.'},
    'bad-response': {title: 'The server sent something that is not an answer.', advice: 'Check that the server address leads to an llm-window server, then try again.'},
    'question-too-long': {title: 'The question is too long.', advice: 'Shorten it to 2,000 characters.'},
    'unknown-model': {title: 'The server does not know one of the chosen models.', advice: 'Choose other models and ask again.'},
    'rate-limited': {title: 'Too many questions in a short time.', advice: 'Wait a minute, then try again.'},
    'too-many-sessions': {title: 'The server is busy with other questions.', advice: 'Try again in a moment.'},
    unauthorized: {title: 'You are not signed in here, or your sign-in has expired.', advice: 'Sign in again, then try again.'},
    forbidden: {title: 'This page may not ask this server.', advice: 'Whoever runs the server can allow it.'},
    'no-answer': {title: 'No model could answer the question.', advice: tryAgain},
    shutdown: {title: 'The answer server is being restarted.', advice: 'Try again in a moment.'},
    internal: {title: 'The answer server had a problem.', advice: 'Try again in a moment.'},
  }),
);

const byStatus = (status: number | undefined): ErrorWords | undefined => {
  if (status === 401) return byCode.get('unauthorized');
  if (status === 403) return byCode.get('forbidden');
  if (status === 429) return byCode.get('rate-limited');
  if (status === 503) return byCode.get('too-many-sessions');
  if (status !== undefined && status >= 500) return byCode.get('internal');
  return undefined;
};

/**
 * The words for an error.
 * @param code - The stable code of a problem, an event or {@link AskError}.
 * @param status - The HTTP status, for codes that we do not know.
 * @param detail - What the server says itself; stands in for the title of a code that we do not know.
 */
export function errorWords(code: string, status?: number, detail?: string): ErrorWords {
  return byCode.get(code) ?? byStatus(status) ?? {title: detail ?? 'The question could not be answered.', advice: tryAgain};
}
