/** test/support - a model provider whose models say what a test tells them to. */
import {defer, from, type Observable, throwError} from 'rxjs';
import {modelBreaker} from '../../server/models/model-breaker.ts';
import type {ModelDirectory} from '../../server/models/model-directory.ts';
import type {ModelChunk, ModelProvider, ModelRequest} from '../../server/models/model-provider.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';

/** What one model says: always the same, or by request. */
export type Script = Observable<ModelChunk> | ((request: ModelRequest) => Observable<ModelChunk>);

/** A provider that notes what it was asked. */
export interface FakeModelProvider extends ModelProvider {
  /** Every call so far, in order. */
  readonly requests: readonly ModelRequest[];
}

/** Serves the models of `scripts`, under their ids. */
export function fakeModelProvider(scripts: Readonly<Record<string, Script>>): FakeModelProvider {
  const requests: ModelRequest[] = [];
  return {
    name: 'fake',
    requests,
    list: () => Promise.resolve(Object.keys(scripts).map((id) => ({id, ownedBy: 'fake'}))),
    generate: (request) =>
      defer(() => {
        requests.push(request);
        const script = scripts[request.model];
        if (!script) return throwError(() => notServed(request.model));
        return typeof script === 'function' ? script(request) : script;
      }),
  };
}

/** A directory over one provider: everything it is given to serve, and who has which part. */
export function fakeDirectory(
  provider: ModelProvider,
  {serves, synthesizer, fallback = 'none', fallbacks = {}}: {serves: readonly string[]; synthesizer?: string; fallback?: string; fallbacks?: Readonly<Record<string, readonly string[]>>},
): ModelDirectory {
  const breakers = new Map(serves.map((id) => [id, modelBreaker(id)]));
  return {
    models: serves.map((id) => ({id, ownedBy: provider.name})),
    defaults: serves,
    synthesizer,
    fallback,
    fallbacksOf: (id) => fallbacks[id] ?? [],
    breaker: (id) => breakers.get(id) ?? modelBreaker(id),
    find: (id) => (serves.includes(id) ? provider : undefined),
  };
}

export const text = (said: string): ModelChunk => ({type: 'text', text: said});
export const reasoning = (said: string): ModelChunk => ({type: 'reasoning', text: said});
export const end = (finishReason = 'stop'): ModelChunk => ({type: 'end', finishReason});

/** All of a text at once. */
export const saying = (...pieces: readonly string[]): Observable<ModelChunk> => from([...pieces.map(text), end()]);

const notServed = (model: string) =>
  new UpstreamError(`Cannot ask "${model}": the fake does not serve it`, {code: 'not-found', reason: 'There is no such model.', retryable: false});
