/** server/adapters/litellm-model - what went wrong at a model server, in our words. Nothing that it said goes into a reason. */
import * as v from 'valibot';
import {UpstreamError, type UpstreamErrorOptions} from '../../pipeline/upstream-error.ts';
import {ErrorBody} from './completion-chunk.ts';

/** How much of what a server said goes into our log, in UTF-16 units. */
const MAX_QUOTE = 300;

type Kind = Pick<UpstreamErrorOptions, 'code' | 'reason' | 'retryable'>;

const KINDS = {
  quota: {code: 'quota-exhausted', reason: 'Its quota is used up.', retryable: false},
  key: {code: 'unauthorized', reason: 'Its server refused our credentials.', retryable: false},
  model: {code: 'not-found', reason: 'Its server does not know this model.', retryable: false},
  slow: {code: 'timeout', reason: 'Its server did not answer in time.', retryable: true},
  length: {code: 'too-large', reason: 'The question and its sources are too long for it.', retryable: false},
  policy: {code: 'blocked', reason: 'Its server does not allow an answer to this.', retryable: false},
  busy: {code: 'rate-limited', reason: 'It has too many requests at the moment.', retryable: true},
  request: {code: 'bad-request', reason: 'Its server did not accept our request.', retryable: false},
  server: {code: 'upstream-failed', reason: 'Its server failed.', retryable: true},
  strange: {code: 'bad-response', reason: 'Its server answered in an unexpected way.', retryable: false},
} as const satisfies Record<string, Kind>;

/** Words in `code`, `type` or the class name that LiteLLM puts before its message; they tell more than the status does. */
const BY_WORD: readonly (readonly [words: RegExp, kind: Kind])[] = [
  [/insufficient_quota|budget_?exceeded|billing/i, KINDS.quota],
  [/context_?(?:length|window)_?exceeded/i, KINDS.length],
  [/content_?(?:policy|filter)/i, KINDS.policy],
  [/rate_?limit/i, KINDS.busy],
  // A LiteLLM without a database knows one key, and says of any other that it has no database to look it up in.
  [/invalid_api_key|authentication|permission_?denied|no_db_connection/i, KINDS.key],
  [/model_not_found|not_?found_?error/i, KINDS.model],
  [/timeout/i, KINDS.slow],
];

/** The failure that a status tells, and the body that came with it. */
export function failureOfStatus(model: string, status: number, {body, retryAfterMs}: {body: string; retryAfterMs?: number | undefined}): UpstreamError {
  const error = toErrorBody(parse(body));
  const kind = byWord(error) ?? byStatus(status);
  return new UpstreamError(`Cannot ask "${model}": the model server answered ${status}, expected 200: ${quote(error.message ?? body)}`, {
    ...kind,
    ...(retryAfterMs !== undefined && {retryAfterMs}),
  });
}

/** The failure that an `error` inside a stream tells. */
export function failureInStream(model: string, error: unknown): UpstreamError {
  const body = toErrorBody(error);
  const status = Number(body.code ?? NaN);
  const kind = byWord(body) ?? (status >= 300 ? byStatus(status) : KINDS.server);
  return new UpstreamError(`Cannot ask "${model}": the model server sent an error: ${quote(body.message ?? JSON.stringify(error))}`, kind);
}

/** The failure of a 200 that is no stream: an error in disguise, or an address that leads to something else. */
export function failureOfOtherType(model: string, contentType: string, body: string): UpstreamError {
  const value = parse(body);
  if (typeof value === 'object' && value !== null && 'error' in value) return failureInStream(model, value.error);
  return new UpstreamError(`Cannot ask "${model}": the model server answered with ${contentType}, expected text/event-stream`, KINDS.strange);
}

/** The failure of a connection, before or while the answer came. */
export function failureOfConnection(model: string, cause: unknown, hasBegun: boolean): UpstreamError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const unreachable = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|DEPTH_ZERO_.*|UNABLE_TO_.*)$/.test(code);
  if (cause instanceof Error && cause.name === 'TimeoutError') return new UpstreamError(`Cannot ask "${model}": the model server did not answer in time`, {...KINDS.slow, cause});
  if (hasBegun) return brokenOff(model, `the connection failed (${code})`, cause);
  return new UpstreamError(`Cannot ask "${model}": the connection to the model server failed (${code})`, {
    code: unreachable ? 'connect-failed' : 'upstream-failed',
    reason: unreachable ? 'Its server could not be reached.' : 'Its server closed the connection.',
    retryable: true,
    cause,
  });
}

/** A stream that ended too early. */
export const brokenOff = (model: string, how: string, cause?: unknown): UpstreamError =>
  new UpstreamError(`The answer of "${model}" broke off: ${how}`, {code: 'truncated', reason: 'Its answer broke off.', retryable: true, cause});

/** A stream that makes no sense. */
export const garbled = (model: string, what: string, cause?: unknown): UpstreamError =>
  new UpstreamError(`Cannot read what the model server sent for "${model}": ${quote(what)}`, {...KINDS.strange, retryable: true, cause});

/** A line longer than we take. */
export const tooLong = (model: string, cause?: unknown): UpstreamError =>
  new UpstreamError(`The model server sent an endless line for "${model}"`, {code: 'too-large', reason: 'It sent more at once than we take.', retryable: false, cause});

/** An answer with nothing in it. */
export const nothingSaid = (model: string): UpstreamError =>
  new UpstreamError(`The model server completed the call of "${model}" without any text`, {code: 'empty', reason: 'It gave an empty answer.', retryable: true});

function byStatus(status: number): Kind {
  if (status === 401 || status === 403) return KINDS.key;
  if (status === 404) return KINDS.model;
  if (status === 408 || status === 504) return KINDS.slow;
  if (status === 413) return KINDS.length;
  if (status === 429) return KINDS.busy;
  if (status >= 400 && status < 500) return KINDS.request;
  return status >= 500 ? KINDS.server : KINDS.strange;
}

function byWord({code, type, message}: ErrorBody): Kind | undefined {
  const [className = ''] = /^litellm\.\w+/.exec(message ?? '') ?? [];
  const words = `${code ?? ''} ${type ?? ''} ${className}`;
  return BY_WORD.find(([word]) => word.test(words))?.[1];
}

/** `{error: {…}}`, `{error: "…"}`, `{detail: …}` and the bare object are all in use. */
function toErrorBody(value: unknown): ErrorBody {
  const inner = typeof value === 'object' && value !== null && 'error' in value ? value.error : value;
  if (typeof inner === 'string') return {message: inner, type: undefined, code: undefined};
  return v.is(v.object({}), inner) ? v.parse(ErrorBody, inner) : {message: undefined, type: undefined, code: undefined};
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const quote = (text: string): string => JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
