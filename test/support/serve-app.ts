/** test/support - the real HTTP service on loopback, over a pipeline that says what the test wants. */
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {NEVER, of} from 'rxjs';
import {memorySessionLog} from '../../server/adapters/memory-session-log.ts';
import {type Access, type AppParts, createApp} from '../../server/http/app.ts';
import {createHttpServer, type HttpServerOptions} from '../../server/http/http-server.ts';
import {buildDirectory} from '../../server/models/build-directory.ts';
import type {ModelProvider} from '../../server/models/model-provider.ts';
import type {AnswerQuestion} from '../../server/pipeline/answer-question.ts';
import {SessionRegistry, type SessionRegistryOptions} from '../../server/session/session-registry.ts';
import {Metrics} from '../../server/telemetry/metrics.ts';

/** A service that listens. */
export interface ServedApp extends AsyncDisposable {
  readonly url: string;
  readonly registry: SessionRegistry;
  readonly server: Server;
  /** What the service took for its own faults. */
  readonly faults: unknown[];
  /** `POST /v1/sessions` with a question, or any body. */
  ask(body?: unknown): Promise<{readonly id: string; readonly eventsUrl: string}>;
}

/** What a test may set. */
export interface ServeOptions extends Partial<Pick<AppParts, 'sse' | 'readers' | 'corpus' | 'clientRoot' | 'health' | 'models' | 'notices'>> {
  readonly answer?: AnswerQuestion;
  readonly limits?: Partial<SessionRegistryOptions>;
  readonly metricsToken?: string;
  readonly access?: Partial<Access>;
  readonly timeouts?: HttpServerOptions;
}

const silent: ModelProvider = {name: 'stand-in', list: () => Promise.resolve([]), generate: () => of({type: 'end', finishReason: 'stop'})};

/** Serves the app on a free loopback port; dispose it to close every connection. */
export async function serveApp({answer = () => NEVER, limits = {}, metricsToken, access = {}, timeouts, ...parts}: ServeOptions = {}): Promise<ServedApp> {
  const faults: unknown[] = [];
  const metrics: Metrics = new Metrics({running: () => registry.running});
  const registry = new SessionRegistry(answer, {
    maxSessions: 10_000,
    maxEnded: 10_000,
    graceMs: 60_000,
    retentionMs: 60_000,
    frameMs: 0,
    createLog: memorySessionLog,
    onEvent: (_, event) => metrics.onEvent(event),
    onError: (_, error) => faults.push(error),
    ...limits,
  });
  const app = createApp({
    registry,
    models: buildDirectory({fallback: {id: 'extractive', provider: silent}, server: silent, named: ['a', 'b']}),
    providers: ['corpus'],
    corpus: {document: () => Promise.resolve(undefined)},
    health: {check: () => Promise.resolve({corpus: {ok: true, detail: {documents: 3}}}), metrics, token: metricsToken},
    access: {allowedOrigins: [], ...access},
    clientRoot: '/nonexistent',
    onFault: (error) => faults.push(error),
    ...parts,
    sse: {watch: metrics, ...parts.sse},
  });
  const server = createHttpServer(app.callback(), timeouts);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    registry,
    server,
    faults,
    async ask(body: unknown = {question: 'Why?'}) {
      const response = await fetch(`${url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
      return (await response.json()) as {id: string; eventsUrl: string};
    },
    async [Symbol.asyncDispose]() {
      registry.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
