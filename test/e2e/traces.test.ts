/** One trace through the whole chain: a real server, a collector, and upstreams that are told which span asks them. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {expect} from 'chai';
import {braveStandIn} from '../support/brave-stand-in.ts';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {answer, page, startPageStandIn} from '../support/page-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {runServer, type ServerSettings} from '../support/run-server.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly {readonly key: string; readonly value: {readonly stringValue?: string}}[];
}
interface Export {
  readonly resourceSpans: readonly {readonly scopeSpans: readonly {readonly spans: readonly Span[]}[]}[];
}

/** Asks one question over the web; gives the spans and the `traceparent` of each call upstream. */
async function askOnce(settings: ServerSettings = {}): Promise<{spans: Span[]; searches: unknown[]; pages: (string | undefined)[]; robots: (string | undefined)[]; models: Map<string, unknown>}> {
  const spans: Span[] = [];
  const collector = createServer((call, answer) => {
    void text(call).then((body) => {
      spans.push(...(JSON.parse(body) as Export).resourceSpans.flatMap(({scopeSpans}) => scopeSpans.flatMap((scope) => scope.spans)));
      answer.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const [brave, llm, web] = await Promise.all([
    braveStandIn(),
    openAiStandIn({one: {tokens: ['The Moon. [1]']}, judge: {tokens: ['The Moon, all agree. [1]']}, two: {tokens: ['It is the Moon. [1]']}}),
    startPageStandIn({'/robots.txt': answer({status: 404}), '/moon': page('Tides of the sea are caused by the gravity of the Moon, which pulls the water on the near side most.', 'The Moon')}),
  ]);
  brave.answer({kind: 'results', results: [{title: 'The Moon', url: `${web.origin}/moon`, description: 'About the Moon.'}]});
  const server = await runServer({
    BRAVE_API_KEY: brave.apiKey,
    BRAVE_BASE_URL: brave.baseUrl,
    SEARCH: 'brave',
    CORPUS: 'test/fixtures/corpus',
    FETCH_ALLOW_PRIVATE: `127.0.0.1:${web.port}`,
    LLM_BASE_URL: llm.url,
    LLM_MODELS: 'one,two',
    LLM_SYNTHESIS_MODEL: 'judge',
    LLM_ANALYSIS: 'off',
    LLM_RELATED: 'off',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    ...settings,
  });
  const {eventsUrl} = await server.ask({question: 'What causes the tides of the sea?'});
  expect((await readStream(server.url + eventsUrl)).at(-1)?.frame).to.include({outcome: 'done'});
  await server.end();
  const traceOf = (wanted: string) => web.requests.filter(({path}) => path === wanted).map(({headers}) => headers.get('traceparent'));
  const [pages, robots] = [traceOf('/moon'), traceOf('/robots.txt')];
  const searches = brave.requests.map(({headers}) => headers['traceparent']);
  const models = new Map(llm.calls.filter(({body}) => body).map(({body, headers}) => [body?.model ?? '', headers['traceparent']]));
  await Promise.all([brave.close(), llm.close(), web.close()]);
  collector.closeAllConnections();
  collector.close();
  return {spans, searches, pages, robots, models};
}

describe('traces', () => {
  it('go on upstream: each search, page, robots.txt and model is told the span that asks it', async () => {
    const {spans, searches, pages, robots, models} = await askOnce();
    const parentOf = (name: string, model?: string) => {
      const span = spans.find((one) => one.name === name && (model === undefined || one.attributes.some(({value}) => value.stringValue === model)));
      return `00-${span?.traceId}-${span?.spanId}-01`;
    };
    expect(new Set(spans.map(({traceId}) => traceId)).size).to.equal(1);
    expect(searches).to.have.length.above(0);
    expect([...new Set(searches)]).to.deep.equal([parentOf('search')]);
    expect([pages, robots]).to.deep.equal([[parentOf('enrichment')], [parentOf('enrichment')]]);
    expect([...models].sort()).to.deep.equal([['judge', parentOf('synthesis')], ['one', parentOf('model', 'one')], ['two', parentOf('model', 'two')]]);
    for (const value of [...pages, ...models.values()]) expect(value).to.match(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('that are off leave no header anywhere', async () => {
    const {spans, searches, pages, robots, models} = await askOnce({OTEL_SDK_DISABLED: 'true'});
    expect([spans, [...new Set(searches)], pages, robots, [...models.values()]]).to.deep.equal([[], [undefined], [undefined], [undefined], [undefined, undefined, undefined]]);
  });
});
