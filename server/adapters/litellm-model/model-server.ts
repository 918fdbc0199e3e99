/** server/adapters/litellm-model - the HTTP side: opens streams at a model server, and knows how to leave them. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {asyncScheduler, type Observable} from 'rxjs';
import * as v from 'valibot';
import type {ModelInfo, ModelRequest} from '../../models/model-provider.ts';
import type {TraceHeaders} from '../../pipeline/trace-headers.ts';
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {normalizeBaseUrl} from './base-url.ts';
import {ModelList} from './completion-chunk.ts';
import {type HttpAnswer, type HttpCall, httpClient} from './http-client.ts';
import {readBody} from './read-body.ts';
import {readRetryAfter} from './retry-after.ts';
import {failureOfConnection, failureOfOtherType, failureOfStatus, garbled} from './upstream-failures.ts';

/** Where the server is and how to reach it. */
export interface ModelServerOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Longest wait for a connection, in milliseconds. */
  readonly connectMs: number;
  readonly traceHeaders: TraceHeaders;
  /** Shortest time between two reads of a stream, in milliseconds. */
  readonly paceMs: () => number;
}

/** A server that speaks OpenAI's chat completions. */
export interface ModelServer {
  /** @throws UpstreamError - When it does not answer within `timeoutMs`, or not sensibly. */
  listModels(timeoutMs: number): Promise<ModelInfo[]>;
  /**
   * Opens one completion; its bytes are read a moment's worth at a time, each when the last was taken.
   * @param left - Fires when nobody reads it any more: its socket closes in the same turn, unless it is done.
   * @param progress - How far its reading is.
   * @throws UpstreamError - When there is no stream to be had.
   */
  openCompletion(request: ModelRequest, left: AbortSignal, progress: ReadingProgress): Promise<Observable<Uint8Array>>;
}

/** How far a completion was read. */
export interface ReadingProgress {
  /** Whether it has begun to say something: from then on its bytes are read a moment's worth at a time. */
  readonly begun: boolean;
  /** Whether all that matters was read: then its end is awaited, and its socket kept for the next call. */
  readonly done: boolean;
}

/** How much of a body that is no stream is read, in bytes. */
const MAX_BODY = 1_000_000;
/** How long a stream may take to end after `[DONE]`, in milliseconds. */
const LINGER_MS = 1_000;
/** What stands for a model in our log when there is none. */
const LIST = '(list of models)';

/** Connects to nothing yet. The wait for headers and bytes is not limited here: stages have deadlines for both. */
export function modelServer({baseUrl, apiKey, connectMs, traceHeaders, paceMs}: ModelServerOptions): ModelServer {
  const send = httpClient(normalizeBaseUrl(baseUrl), connectMs);
  const headers = {accept: 'text/event-stream, application/json', 'accept-encoding': 'identity', ...(apiKey && {authorization: `Bearer ${apiKey}`})};

  const readText = async (body: IncomingMessage): Promise<string> => {
    const text = await readUpTo(MAX_BODY, body);
    return apiKey ? text.replaceAll(apiKey, '[key]') : text;
  };
  const call = async (model: string, path: string, options: HttpCall): Promise<HttpAnswer> => {
    const answer = await send(path, options).catch((error: unknown) => {
      throw failureOfConnection(model, error, false);
    });
    if (answer.status === 200) return answer;
    const body = await readText(answer.body).catch(() => '');
    throw failureOfStatus(model, answer.status, {body, retryAfterMs: readRetryAfter(answer.headers, asyncScheduler.now())});
  };

  return {
    async listModels(timeoutMs) {
      try {
        const {body} = await call(LIST, '/models', {method: 'GET', headers, signal: AbortSignal.timeout(timeoutMs)});
        return toModels(await readText(body));
      } catch (error) {
        throw error instanceof UpstreamError ? error : failureOfConnection(LIST, error, true);
      }
    },

    async openCompletion({model, messages, json, ref}, left, progress) {
      const stop = new AbortController();
      const onLeft = (act: () => void) => left.addEventListener('abort', act, {once: true});
      onLeft(() => {
        if (!progress.done) stop.abort();
      });
      const {headers: answered, body} = await call(model, '/chat/completions', {
        method: 'POST',
        headers: {...headers, ...traceHeaders(ref, {model}), 'content-type': 'application/json', 'x-litellm-call-id': `${ref}-${randomUUID().slice(0, 8)}`},
        body: JSON.stringify({model, messages, stream: true, stream_options: {include_usage: true}, ...(json && {response_format: {type: 'json_object'}})}),
        signal: stop.signal,
      });
      onLeft(() => {
        if (progress.done) letEnd(body);
      });
      const contentType = answered['content-type'] ?? '';
      if (/^(?:application\/json|text\/html)/i.test(contentType)) throw failureOfOtherType(model, contentType, await readText(body));
      return readBody(body, {paceMs, isPaced: () => progress.begun && !progress.done, toError: (error) => failureOfConnection(model, error, true)});
    },
  };
}

/** Drops the rest as it comes: a body that was read to its end leaves its connection open for the next call. */
function letEnd(body: IncomingMessage): void {
  const timer = setTimeout(() => body.destroy(), LINGER_MS);
  body.once('close', () => clearTimeout(timer)).resume();
}

async function readUpTo(maxBytes: number, body: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytesLeft = maxBytes;
  const chunks: AsyncIterable<unknown> = body;
  for await (const bytes of chunks) {
    if (!(bytes instanceof Uint8Array)) continue;
    text += decoder.decode(bytes.subarray(0, bytesLeft), {stream: true});
    bytesLeft -= bytes.length;
    if (bytesLeft <= 0) break;
  }
  return text;
}

function toModels(text: string): ModelInfo[] {
  try {
    const {data} = v.parse(ModelList, JSON.parse(text));
    // A proxy also lists patterns such as `openai/*`, which can't be asked.
    const owners = new Map(data.filter(({id}) => !id.includes('*')).map(({id, owned_by}) => [id, owned_by]));
    return Array.from(owners, ([id, ownedBy]) => ({id, ownedBy}));
  } catch (error) {
    throw garbled(LIST, text, error);
  }
}
