/** test/support - a model server that speaks OpenAI's streamed chat completions over real sockets, with every way to get them wrong. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';

/** What goes wrong, half-way through the text where it is about the stream. */
export type Fault =
  /** Instead of a stream. */
  | 'no-headers'
  | 'drop-before-headers'
  | 'rate-limited'
  | 'unauthorized'
  | 'server-error'
  | 'html-error'
  | 'html-ok'
  | 'json-ok'
  | 'redirect'
  /** In the stream. */
  | 'silence'
  | 'heartbeats'
  | 'error-chunk'
  | 'error-then-done'
  | 'error-in-choice'
  | 'cut'
  | 'clean-end'
  | 'garbage'
  | 'garbage-line'
  | 'huge-line'
  /** At its end. */
  | 'no-finish'
  | 'no-done'
  | 'no-last-line-end'
  | 'never-ends';

/** One model of the stand-in. */
export interface StandInModel {
  /** The pieces it says. @defaultValue four pieces about tides, one citation */
  readonly tokens?: readonly string[] | ((request: ChatRequest) => readonly string[]);
  /** What it says as `reasoning_content` before. @defaultValue none */
  readonly reasoning?: readonly string[];
  /** Wait before the headers, in milliseconds. @defaultValue 0 */
  readonly headersMs?: number;
  /** Wait before the first piece, in milliseconds. @defaultValue 0 */
  readonly firstMs?: number;
  /** Wait between pieces, in milliseconds. @defaultValue 10 */
  readonly tokenMs?: number;
  /** @defaultValue `stop` */
  readonly finishReason?: string;
  /** @defaultValue 7 tokens in, one for each piece out */
  readonly usage?: object | null;
  readonly fault?: Fault | undefined;
  /** Seconds, with `rate-limited`. @defaultValue 1 */
  readonly retryAfter?: number;
  /** @defaultValue `\n` */
  readonly lineEnd?: '\n' | '\r\n' | '\r';
  /** Bytes written at once; a character may be cut. @defaultValue as many as there are */
  readonly chunkBytes?: number;
}

/** The body of a request, as far as tests look at it. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly {readonly role: string; readonly content: string}[];
  readonly stream?: boolean;
  readonly stream_options?: {readonly include_usage?: boolean};
  readonly response_format?: {readonly type: string};
}

/** One call that was made. */
export interface StandInCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: ChatRequest | undefined;
}

/** A running stand-in. */
export interface OpenAiStandIn {
  /** Its address, without `/v1`. */
  readonly url: string;
  readonly calls: readonly StandInCall[];
  /** Sockets that are open now. */
  readonly openSockets: number;
  /** Sockets that were opened so far. */
  readonly allSockets: number;
  /** Completions that are being served now. */
  readonly openCalls: number;
  close(): Promise<void>;
}

const TOKENS = ['Tides are ', 'caused by ', 'the Moon ', 'and the Sun. [1]'];

/**
 * Listens on a free port of 127.0.0.1.
 * @param models - By id, or what decides anew for each call; asked for another, it answers 404.
 * @param apiKey - Asked for when given.
 */
export async function openAiStandIn(models: Readonly<Record<string, StandInModel | (() => StandInModel)>>, apiKey?: string): Promise<OpenAiStandIn> {
  const sockets = new Set<Socket>();
  const calls: StandInCall[] = [];
  let allSockets = 0;
  let openCalls = 0;

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = req.url ?? '';
    const body = req.method === 'POST' ? ((await readJson(req)) as ChatRequest) : undefined;
    calls.push({path, headers: req.headers, body});
    if (apiKey !== undefined && req.headers.authorization !== `Bearer ${apiKey}`) {
      fail(res, 401, {message: `Incorrect API key provided: ${req.headers.authorization ?? 'none'}`, code: 'invalid_api_key'}); return;
    }
    if (path === '/v1/models') { json(res, 200, {object: 'list', data: Object.keys(models).map((id) => ({id, object: 'model', owned_by: 'stand-in'}))}); return; }
    const entry = body === undefined ? undefined : models[body.model];
    const model = typeof entry === 'function' ? entry() : entry;
    if (path !== '/v1/chat/completions' || !body || !model) { fail(res, 404, {message: 'The model does not exist', type: 'None', code: 'model_not_found'}); return; }
    openCalls++;
    res.once('close', () => openCalls--);
    const left = new AbortController();
    res.once('close', () => left.abort());
    await complete(model, body, res, left.signal);
  };

  const server = createServer((req, res) => {
    serve(req, res).catch((error: unknown) => {
      if (!res.destroyed) res.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.on('connection', (socket) => {
    allSockets++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get openSockets() {
      return sockets.size;
    },
    get allSockets() {
      return allSockets;
    },
    get openCalls() {
      return openCalls;
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function complete(model: StandInModel, request: ChatRequest, res: ServerResponse, signal: AbortSignal): Promise<void> {
  const {headersMs = 0, firstMs = 0, tokenMs = 10, reasoning = [], finishReason = 'stop', fault, lineEnd = '\n'} = model;
  const {tokens = TOKENS} = model;
  const pieces = typeof tokens === 'function' ? tokens(request) : tokens;
  await sleep(headersMs, undefined, {signal});
  if (await failInstead(fault, res, signal, model.retryAfter ?? 1)) return;

  res.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8'});
  res.flushHeaders();
  const write = (text: string) => writeAll(res, Buffer.from(text.replaceAll('\n', lineEnd)), model.chunkBytes);
  const say = (data: object) => write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: object, finish: string | null = null) => say({id: 'c', object: 'chat.completion.chunk', choices: [{index: 0, delta, finish_reason: finish}]});

  await sleep(firstMs, undefined, {signal});
  await write(': comments are no news\n\n');
  for (const piece of reasoning) await chunk({reasoning_content: piece});
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await sleep(tokenMs, undefined, {signal});
    if (index === Math.ceil(pieces.length / 2) && (await failWithin(fault, res, {write, say}, signal))) return;
    await chunk(index === 0 ? {role: 'assistant', content: piece} : {content: piece});
  }
  if (fault !== 'no-finish') await chunk({}, finishReason);
  const {usage = {prompt_tokens: 7, completion_tokens: pieces.length, total_tokens: 7 + pieces.length}} = model;
  await say({id: 'c', object: 'chat.completion.chunk', choices: [], usage});
  if (fault !== 'no-done') await write(fault === 'no-last-line-end' ? 'data: [DONE]' : 'data: [DONE]\n\n');
  if (fault !== 'never-ends') res.end();
}

/** Whether it failed before any stream. */
async function failInstead(fault: Fault | undefined, res: ServerResponse, signal: AbortSignal, retryAfter: number): Promise<boolean> {
  switch (fault) {
    case 'no-headers':
      await forEver(signal);
      return true;
    case 'drop-before-headers':
      res.destroy();
      return true;
    case 'rate-limited':
      res.setHeader('retry-after', retryAfter);
      fail(res, 429, {message: 'litellm.RateLimitError: slow down', type: 'None', param: 'None', code: '429'});
      return true;
    case 'unauthorized':
      fail(res, 401, {message: 'no', code: 'invalid_api_key'});
      return true;
    case 'server-error':
      fail(res, 500, {message: 'litellm.InternalServerError: upstream said SECRET-BODY', code: 500});
      return true;
    case 'html-error':
      res.writeHead(502, {'content-type': 'text/html'}).end('<html><h1>502 Bad Gateway SECRET-BODY</h1></html>');
      return true;
    case 'html-ok':
      res.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end('<html>Welcome</html>');
      return true;
    case 'json-ok':
      json(res, 200, {error: {message: 'guardrail', type: 'None', code: '400'}});
      return true;
    case 'redirect':
      res.writeHead(302, {location: 'https://elsewhere.example/'}).end();
      return true;
    default:
      return false;
  }
}

interface Writer {
  readonly write: (text: string) => Promise<void>;
  readonly say: (data: object) => Promise<void>;
}

/** Whether it failed in the midst of the stream. */
async function failWithin(fault: Fault | undefined, res: ServerResponse, {write, say}: Writer, signal: AbortSignal): Promise<boolean> {
  const error = {error: {message: 'litellm.ServiceUnavailableError: SECRET-BODY', type: 'None', param: 'None', code: '503'}};
  switch (fault) {
    case 'silence':
      await forEver(signal);
      return true;
    case 'heartbeats':
      while (!signal.aborted) {
        await write(': still here\n\n');
        await say({choices: [{index: 0, delta: {content: ''}, finish_reason: null}]});
        await sleep(2);
      }
      return true;
    case 'error-chunk':
      await say(error);
      res.end();
      return true;
    case 'error-then-done':
      await say(error);
      await write('data: [DONE]\n\n');
      res.end();
      return true;
    case 'error-in-choice':
      await say({choices: [{index: 0, delta: {}, finish_reason: 'error', ...error}]});
      return false;
    case 'cut':
      res.socket?.resetAndDestroy();
      return true;
    case 'clean-end':
      res.end();
      return true;
    case 'garbage':
      await write('data: {"choices": [{"delta": \n\n');
      return false;
    case 'garbage-line':
      await write('%%% not a field at all\n\nnor: this\n\n');
      return false;
    case 'huge-line':
      await write(`data: {"choices": [{"delta": {"content": "${'x'.repeat(10_000_000)}"}}]}\n\n`);
      return false;
    default:
      return false;
  }
}

async function writeAll(res: ServerResponse, bytes: Buffer, chunkBytes = bytes.length): Promise<void> {
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    if (res.destroyed) return;
    const free = res.write(bytes.subarray(start, start + chunkBytes));
    if (!free) await new Promise<void>((go) => res.once('drain', go).once('close', go));
    // A turn for each piece, so that they are sent as such.
    else if (chunkBytes < bytes.length) await new Promise<void>((go) => setImmediate(go));
  }
}

const forEver = (signal: AbortSignal): Promise<void> => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), {once: true}));

const json = (res: ServerResponse, status: number, body: object): void => void res.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));

const fail = (res: ServerResponse, status: number, error: object): void => json(res, status, {error});

async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
