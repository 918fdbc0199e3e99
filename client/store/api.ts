/** client/store - the calls to an llm-window server, typed. Every failure is an {@link AskError}. */
import type {AskRequest} from '../../shared/ask-request.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import type {Vitals} from '../../shared/vitals.ts';
import {AskError} from './ask-error.ts';
import {mayBeOffline} from './just-back.ts';

/** Supplies a credential; `renew` is true after the server has refused the last one. */
export type GetToken = (request: {readonly renew: boolean}) => string | undefined | Promise<string | undefined>;

/** What servers speak that are not ours: the AI SDK's UI message stream, OpenAI's chat completions. */
export type Protocol = 'ai-sdk' | 'openai';

/** A model that may be asked. */
export interface ModelChoice {
  readonly id: string;
  /** Whether it is asked when none is named. */
  readonly isDefault: boolean;
}

/** What a reader thinks of an answer. */
export interface Feedback {
  readonly rating: 'up' | 'down';
  readonly comment?: string;
  /** The model whose answer is meant; all of it when left out. */
  readonly model?: string;
}

/** Options for {@link Api}. */
export interface ApiOptions {
  /** The server's address, `https://answers.example`, perhaps with a path. */
  readonly server: string;
  /** Credentials for asking and stopping. Reading needs none: the session's id is the right to read. */
  readonly getToken?: GetToken | undefined;
  /** What the server speaks, where it is not ours. */
  readonly protocol?: Protocol | undefined;
  /** Longest wait for a reply, in milliseconds. @defaultValue 15_000 */
  readonly timeoutMs?: number;
  /** @defaultValue the browser's */
  readonly fetch?: typeof fetch;
}

/** One server. */
export class Api {
  /** Its address, without a slash at the end. */
  readonly base: string;
  readonly #getToken: GetToken | undefined;
  readonly #timeoutMs: number;
  readonly #fetch: typeof globalThis.fetch;

  /** @throws AskError - `bad-server` when the address is no http or https address. */
  constructor({server, getToken, timeoutMs = 15_000, fetch = globalThis.fetch.bind(globalThis)}: ApiOptions) {
    const url = URL.parse(server);
    if (!url || !/^https?:$/.test(url.protocol)) throw new AskError('bad-server');
    this.base = (url.origin + url.pathname).replace(/\/+$/, '');
    this.#getToken = getToken;
    this.#timeoutMs = timeoutMs;
    this.#fetch = fetch;
  }

  /** Starts a run and returns its session's id. */
  async ask(request: AskRequest): Promise<string> {
    return await this.#idFrom(await this.#call('POST', '/v1/sessions', request));
  }

  /** Stops a run; one that has ended or is unknown counts as stopped. */
  async stop(id: string): Promise<void> {
    await this.#delete(`/v1/sessions/${encodeURIComponent(id)}`);
  }

  /** Stops one model's answer; one that has ended or is unknown counts as stopped. */
  async stopAnswer(id: string, model: string): Promise<void> {
    await this.#delete(`/v1/sessions/${encodeURIComponent(id)}/answers/${encodeURIComponent(model)}`);
  }

  /**
   * Asks why a session's stream was refused to a reader who has not heard its end.
   * @param after - The last event that the reader has.
   * @throws AskError - `session-gone` when it is not there; `bad-cursor` when the server, restarted, knows of no event after it.
   */
  async check(id: string, after: number): Promise<void> {
    await (await this.#session(id)).body?.cancel();
    if (after === 0) return;
    const stream = await this.#call('GET', eventsPath(id, after));
    await stream.body?.cancel();
    if (stream.status === 204) throw new AskError('bad-cursor', {status: 204});
  }

  /** Tells the server what a reader thinks of an answer. */
  async feedback(id: string, feedback: Feedback): Promise<void> {
    await this.#call('POST', `/v1/sessions/${encodeURIComponent(id)}/feedback`, feedback);
  }

  /** Makes an id to give away, with which a session can be read and nothing else. */
  async share(id: string): Promise<string> {
    return await this.#idFrom(await this.#call('POST', `/v1/sessions/${encodeURIComponent(id)}/share`));
  }

  /** Tells the server what this page measured, also while the page is being left. */
  async vitals(vitals: Vitals): Promise<void> {
    await this.#call('POST', '/v1/vitals', vitals, true);
  }

  /** What a session adds up to so far. @throws AskError - `session-gone` when it is no longer there. */
  async snapshot(id: string): Promise<SessionState> {
    const state = await readJson(await this.#session(id));
    if (!isRecord(state) || typeof state['question'] !== 'string' || !Array.isArray(state['answers'])) throw new AskError('bad-response');
    return {...emptySession, ...state};
  }

  /** The models that may be asked. */
  async models(): Promise<readonly ModelChoice[]> {
    const list = await readJson(await this.#call('GET', '/v1/models'));
    const data: unknown = isRecord(list) ? list['data'] : undefined;
    if (!Array.isArray(data)) throw new AskError('bad-response');
    return data.flatMap((model: unknown) => (isRecord(model) && typeof model['id'] === 'string' ? [{id: model['id'], isDefault: model['default'] === true}] : []));
  }

  /** Where a session's events come from, those after `after`. */
  eventsUrl(id: string, after: number): string {
    return this.base + eventsPath(id, after);
  }

  async #idFrom(response: Response): Promise<string> {
    const reply = await readJson(response);
    if (!isRecord(reply) || typeof reply['id'] !== 'string') throw new AskError('bad-response', {status: response.status});
    return reply['id'];
  }

  async #delete(path: string): Promise<void> {
    await this.#call('DELETE', path).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  async #session(id: string): Promise<Response> {
    return await this.#call('GET', `/v1/sessions/${encodeURIComponent(id)}`).catch((error: unknown) => {
      throw isGone(error) ? new AskError('session-gone', {status: error.status ?? 404, cause: error}) : error;
    });
  }

  async #call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, keepalive = false): Promise<Response> {
    const getToken = method === 'GET' ? undefined : this.#getToken;
    const response = await this.#send({method, keepalive}, path, body, await tokenFrom(getToken, false));
    const renewed = getToken && response.status === 401 ? await this.#send({method, keepalive}, path, body, await tokenFrom(getToken, true)) : response;
    if (renewed.ok) return renewed;
    throw await toAskError(renewed);
  }

  async #send(init: Pick<RequestInit, 'method' | 'keepalive'>, path: string, body: unknown, token: string | undefined): Promise<Response> {
    const headers: Record<string, string> = {accept: 'application/json'};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    try {
      return await this.#fetch(this.base + path, {
        ...init,
        headers,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(body !== undefined && {body: JSON.stringify(body)}),
      });
    } catch (cause) {
      const code = cause instanceof DOMException && cause.name === 'TimeoutError' ? 'timeout' : mayBeOffline() ? 'offline' : 'network';
      throw new AskError(code, {cause});
    }
  }
}

const eventsPath = (id: string, after: number): string => `/v1/sessions/${encodeURIComponent(id)}/events?after=${after}`;

/** Asks the page for a credential. What it throws is not for readers. */
export async function tokenFrom(getToken: GetToken | undefined, renew: boolean): Promise<string | undefined> {
  try {
    return await getToken?.({renew});
  } catch (cause) {
    throw new AskError('token-failed', {cause});
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether the server no longer has, or never had, the session that it was asked about. */
export const isGone = (error: unknown): error is AskError => error instanceof AskError && (error.status === 404 || error.status === 410);

const readJson = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch (cause) {
    throw new AskError('bad-response', {status: response.status, cause});
  }
};

/** From `application/problem+json`, or from the bare status when it is something else. */
async function toAskError(response: Response): Promise<AskError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const {status} = response;
  const {code, detail} = isRecord(problem) ? problem : {};
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  const unsaid = status === 404 || status === 405 ? 'bad-response' : `http-${status}`; // an address that leads elsewhere
  return new AskError(typeof code === 'string' ? code : unsaid, {
    status,
    ...(typeof detail === 'string' && {detail}),
    ...(seconds >= 0 && {retryAfterMs: seconds * 1_000}),
  });
}
