import {createServer} from 'node:http';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider} from '@opentelemetry/sdk-trace';
import {expect} from 'chai';
import {concat, NEVER, of} from 'rxjs';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import type {AnswerQuestion} from '../../../server/pipeline/answer-question.ts';
import {SessionRegistry} from '../../../server/session/session-registry.ts';
import {traceSessions} from '../../../server/telemetry/trace-sessions.ts';
import {traceWish} from '../../../server/telemetry/trace-wish.ts';
import type {Said} from '../../../shared/session-event.ts';
import {answeredRun} from '../../support/answered-run.ts';

const request = {question: 'What is the secret?', models: ['a', 'b'], providers: ['corpus'], synthesis: true, search: {}};

/** Runs one session and gives its spans. */
async function spansOf(answer: AnswerQuestion, stop = false): Promise<{spans: readonly ReadableSpan[]; id: string; ref: string}> {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({spanProcessors: [new SimpleSpanProcessor({exporter})]});
  const registry = new SessionRegistry(answer, {maxSessions: 1, maxEnded: 1, graceMs: 1e4, retentionMs: 1e4, frameMs: 0, createLog: memorySessionLog, onEvent: traceSessions(provider.getTracer('test')).onEvent});
  const session = registry.start(request);
  const ended = new Promise<void>((done) => void session.feed.horizon$.subscribe({complete: done}));
  if (stop) session.stop('stopped');
  await ended;
  registry.close();
  await provider.forceFlush();
  return {spans: exporter.getFinishedSpans(), id: session.id, ref: session.ref};
}

describe('traceSessions', () => {
  it('makes a tree of spans: question, stages, each page, each model, synthesis', async () => {
    const read: AnswerQuestion = (asked) =>
      concat(
        of<Said[]>({type: 'enrichment-start', total: 2}, {type: 'page-extract', id: '1', url: 'https://one.example/x', title: '', words: 5, passages: 1, ms: 3}, {type: 'page-error', id: '2', url: 'https://two.example/', code: 'timeout', message: ''}, {type: 'enrichment-end', sources: [], ms: 5}),
        answeredRun(asked),
      );
    const {spans, id, ref} = await spansOf(read);
    const named = (name: string) => spans.filter((span) => span.name === name);
    const [root] = named('question');
    expect(spans.map(({name}) => name)).to.include.members(['analysis', 'search', 'enrichment', 'fetch', 'model', 'synthesis']);
    expect(named('model').map(({attributes}) => attributes['gen_ai.request.model'])).to.have.members(['a', 'b']);
    expect(named('fetch').map(({attributes}) => attributes['server.address'])).to.deep.equal(['one.example', 'two.example']);
    const parents = new Set(named('fetch').map(({parentSpanContext}) => parentSpanContext?.spanId));
    expect(spans.filter(({name}) => name === 'enrichment').some((span) => parents.has(span.spanContext().spanId))).to.equal(true);
    for (const name of ['analysis', 'search', 'model', 'synthesis']) for (const span of named(name)) expect(span.parentSpanContext?.spanId).to.equal(root?.spanContext().spanId);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).to.equal(1);
    expect(root?.attributes).to.deep.equal({'llm_window.ref': ref, 'llm_window.outcome': 'done'});
    const told = JSON.stringify(spans.map(({name, attributes, events}) => [name, attributes, events]));
    expect(told).to.not.contain(id).and.not.contain('secret');
  });

  it('ends every span of a run that is cut short, with the reason of what failed', async () => {
    const {spans} = await spansOf(() => concat(of<Said[]>({type: 'search-start', queries: [], providers: []}, {type: 'answer-start', model: 'a', sources: []}), NEVER), true);
    expect(spans.map(({name}) => name)).to.have.members(['search', 'model', 'question']);
    expect(spans.find(({name}) => name === 'model')?.status).to.deep.include({message: 'stopped'});
  });
});

describe('traceWish', () => {
  it('is there only when OpenTelemetry’s variables ask for traces', () => {
    expect(traceWish({})).to.equal(undefined);
    expect(traceWish({OTEL_SERVICE_NAME: 'x'})).to.equal(undefined);
    expect(traceWish({OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none'})).to.equal(undefined);
    expect(traceWish({OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true'})).to.equal(undefined);
    expect(traceWish({OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:1', OTEL_SERVICE_NAME: 'x'})).to.deep.equal({serviceName: 'x'});
  });

  it('sends them to a collector over real HTTP', async () => {
    const paths: string[] = [];
    let bytes = 0;
    const collector = createServer((call, answer) => {
      paths.push(call.url ?? '');
      call.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => answer.setHeader('content-type', 'application/json').end('{}'));
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    try {
      const {startTracing} = await import('../../../server/telemetry/start-tracing.ts');
      const tracing = startTracing('x');
      tracing.onEvent('r', {type: 'session-start', at: 0, question: '', models: [], providers: [], startedAt: new Date().toISOString()});
      tracing.onEvent('r', {type: 'session-end', at: 1, outcome: 'done', ms: 1});
      await tracing.close();
      expect(paths).to.deep.equal(['/v1/traces']);
      expect(bytes).to.be.greaterThan(50);
    } finally {
      delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
      collector.closeAllConnections();
      collector.close();
    }
  });
});
