/** client/protocols - one POST, answered by a stream of server-sent events. */
import {EventSourceParserStream} from 'eventsource-parser/stream';
import type {AskError, AskErrorOptions} from '../store/ask-error.ts';
import {isRecord} from './piece.ts';

/** What a post needs. Handed in, so that nothing here is in what a page loads first. */
export interface Posting {
  /** A credential, renewed where the last one was refused; none where the page has none. */
  readonly token: ((renew: boolean) => Promise<string | undefined>) | undefined;
  /** Makes an error with words. */
  readonly fail: (code: string, known?: AskErrorOptions) => AskError;
  /** Why a server could not be asked. */
  readonly whyNot: (url: string) => Promise<string>;
  readonly signal: AbortSignal;
}

/** Longest silence, before the first byte and between two, in milliseconds. */
const SILENCE_MS = 60_000;

/**
 * Asks, and gives the data of each frame, `[DONE]` too. Cookies are sent to the page's own origin only.
 * @throws AskError - `network`, `offline`, `forbidden` where another origin does not let this page ask, `timeout`, `bad-response`, or by status.
 */
export async function* postStream(url: string, body: object, {token, fail, whyNot, signal}: Posting): AsyncGenerator<string> {
  const silence = new AbortController();
  const watch = (): ReturnType<typeof setTimeout> => setTimeout(() => silence.abort(), SILENCE_MS);
  let timer = watch();
  try {
    const both = AbortSignal.any([signal, silence.signal]);
    const send = async (renew: boolean): Promise<Response> => await post(url, body, await token?.(renew), both);
    const first = await send(false);
    const response = token && first.status === 401 ? await send(true) : first;
    if (!response.ok) throw await refusal(response, fail);
    if (!response.body || !/^text\/event-stream/.test(response.headers.get('content-type') ?? '')) throw fail('bad-response', {status: response.status});
    const frames = response.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>).pipeThrough(new EventSourceParserStream()).getReader();
    for (;;) {
      const {done, value} = await frames.read();
      if (done) return;
      clearTimeout(timer);
      timer = watch();
      yield value.data;
    }
  } catch (cause) {
    if (signal.aborted || (isRecord(cause) && typeof cause['code'] === 'string')) throw cause;
    throw fail(silence.signal.aborted ? 'timeout' : await whyNot(url), {cause});
  } finally {
    clearTimeout(timer);
    silence.abort(); // whoever leaves hangs up
  }
}

const post = (url: string, body: object, token: string | undefined, signal: AbortSignal): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {'content-type': 'application/json', accept: 'text/event-stream', ...(token !== undefined && {authorization: `Bearer ${token}`})},
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
    body: JSON.stringify(body),
  });

/** In words where it has some: `{error: {message}}` or `{detail}`; an address that leads elsewhere is no answer. */
async function refusal(response: Response, fail: Posting['fail']): Promise<AskError> {
  const {status} = response;
  const said: unknown = await response.json().catch(() => undefined);
  const {error, detail} = isRecord(said) ? said : {};
  const words = isRecord(error) ? error['message'] : (detail ?? error);
  if (typeof words !== 'string' && (status === 404 || status === 405)) return fail('bad-response', {status});
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return fail(`http-${status}`, {status, ...(typeof words === 'string' && {detail: words}), ...(seconds >= 0 && {retryAfterMs: seconds * 1_000})});
}
