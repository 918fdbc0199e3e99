/** test/support - a chat endpoint as apps write it with the AI SDK: its `streamText`, with a scripted model, as UI message stream over HTTP. */
import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Readable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {convertToModelMessages, pipeUIMessageStreamToResponse, streamText, toUIMessageStream, type UIMessage} from 'ai';
import {MockLanguageModelV3} from 'ai/test';

type Part = ReturnType<MockLanguageModelV3['doStream']> extends PromiseLike<{stream: ReadableStream<infer One>}> ? One : never;

/** What the model does. */
export interface AiSdkScript {
  readonly reasoning?: string;
  readonly sources?: readonly {readonly url: string; readonly title: string}[];
  readonly tokens: readonly string[];
  /** Wait between tokens, in milliseconds. @defaultValue 5 */
  readonly tokenMs?: number;
  /** Fails after the tokens. */
  readonly failure?: string;
}

/** What was asked. */
export interface AiSdkCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: {readonly id: string; readonly messages: readonly UIMessage[]; readonly trigger: string};
  /** What the SDK made of it for the model. */
  readonly prompt: unknown;
}

/** An app that runs. */
export interface AiSdkApp extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly AiSdkCall[];
  /** Answers that are being streamed. */
  readonly open: number;
}

/** @param allowed - The origin that may ask; none when left out. @param token - What `authorization` must carry. */
export async function startAiSdkApp(script: AiSdkScript, {allowed, token}: {readonly allowed?: string; readonly token?: () => string} = {}): Promise<AiSdkApp> {
  const calls: AiSdkCall[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    if (allowed !== undefined) response.setHeader('access-control-allow-origin', allowed).setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method !== 'POST') {
      response.writeHead(204).end();
      return;
    }
    if (token && request.headers.authorization !== `Bearer ${token()}`) {
      response.writeHead(401, {'content-type': 'application/json'}).end('{"error": "Unauthorized"}');
      return;
    }
    void request.toArray().then(async (parts: Buffer[]) => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as AiSdkCall['body'];
      const prompt = await convertToModelMessages([...body.messages]);
      calls.push({headers: request.headers, body, prompt});
      open += 1;
      const gone = new AbortController();
      response.once('close', () => {
        open -= 1;
        gone.abort();
      });
      const result = streamText({model: modelOf(script), messages: prompt, abortSignal: gone.signal, onError: () => undefined});
      const stream = toUIMessageStream({
        stream: result.stream,
        sendReasoning: true,
        sendSources: true,
        onError: (error) => (error instanceof Error ? error.message : String(error)),
        messageMetadata: ({part}) => (part.type === 'finish' ? {totalUsage: part.totalUsage} : undefined),
      });
      await pipeUIMessageStreamToResponse({response, stream});
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chat`,
    calls,
    get open() {
      return open;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

function modelOf({reasoning, sources = [], tokens, tokenMs = 5, failure}: AiSdkScript): MockLanguageModelV3 {
  async function* parts(): AsyncGenerator<Part> {
    yield {type: 'stream-start', warnings: []};
    for (const [index, {url, title}] of sources.entries()) yield {type: 'source', sourceType: 'url', id: `s${index}`, url, title};
    if (reasoning !== undefined) {
      yield {type: 'reasoning-start', id: 'r'};
      yield {type: 'reasoning-delta', id: 'r', delta: reasoning};
      yield {type: 'reasoning-end', id: 'r'};
    }
    yield {type: 'text-start', id: 't'};
    for (const delta of tokens) {
      yield {type: 'text-delta', id: 't', delta};
      await sleep(tokenMs);
    }
    if (failure !== undefined) {
      yield {type: 'error', error: new Error(failure)};
      return;
    }
    yield {type: 'text-end', id: 't'};
    const usage = {inputTokens: {total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0}, outputTokens: {total: tokens.length, text: tokens.length, reasoning: 0}};
    yield {type: 'finish', finishReason: {unified: 'stop', raw: 'stop'}, usage};
  }
  return new MockLanguageModelV3({doStream: () => Promise.resolve({stream: Readable.toWeb(Readable.from(parts())) as ReadableStream<Part>})});
}
