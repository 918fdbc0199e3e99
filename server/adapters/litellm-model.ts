/** server/adapters - models behind a LiteLLM proxy, or any server that speaks OpenAI's chat completions. */
import {Observable} from 'rxjs';
import type {ModelChunk, ModelProvider} from '../models/model-provider.ts';
import {noTraceHeaders, type TraceHeaders} from '../pipeline/trace-headers.ts';
import {modelServer} from './litellm-model/model-server.ts';
import {readCompletion} from './litellm-model/read-completion.ts';

/** Options for {@link litellmModel}. */
export interface LitellmModelOptions {
  /** Where the server is, `/v1` included or not. */
  readonly baseUrl: string;
  /** Sent as Bearer token; none is sent when left out. */
  readonly apiKey?: string;
  /** Longest wait for a connection, in milliseconds. @defaultValue 5_000 */
  readonly connectMs?: number;
  /** Longest wait for the list of models, in milliseconds. @defaultValue 10_000 */
  readonly listMs?: number;
  /** What calls carry so that their traces join ours. @defaultValue nothing */
  readonly traceHeaders?: TraceHeaders;
  /** Shortest time between two pieces of a text, in milliseconds: about a frame on the wire (`FRAME_MS`). @defaultValue 33 */
  readonly paceMs?: () => number;
}

const frame = () => 33;

/**
 * Streams completions, read as fast as they are taken and no faster. A call that is left closes its socket in the same turn.
 * Errors are `UpstreamError`s whose reasons hold nothing that the server said; the key is in no message.
 * @throws TypeError - When `baseUrl` is no URL.
 */
export function litellmModel({baseUrl, apiKey, connectMs = 5_000, listMs = 10_000, traceHeaders = noTraceHeaders, paceMs = frame}: LitellmModelOptions): ModelProvider {
  const server = modelServer({baseUrl, connectMs, traceHeaders, paceMs, ...(apiKey !== undefined && {apiKey})});
  return {
    name: 'litellm',
    list: () => server.listModels(listMs),
    generate: (request) =>
      new Observable<ModelChunk>((out) => {
        // Every piece of every text passes here, so that it is one operator, not one for each of its steps.
        const completion = readCompletion(request.model, request.json === true);
        const say = (chunk: ModelChunk) => {
          out.next(chunk);
          if (chunk.type === 'end') out.complete();
        };
        const attempt = (step: () => void) => {
          try {
            step();
          } catch (error) {
            out.error(error);
          }
        };
        const fail = (error: unknown) => out.error(error);
        const left = new AbortController();
        out.add(() => left.abort());
        server.openCompletion(request, left.signal, completion).then((bytes$) => {
          out.add(bytes$.subscribe({next: (bytes) => attempt(() => completion.read(bytes, say)), error: fail, complete: () => attempt(() => completion.finish(say))}));
        }, fail);
      }),
  };
}
