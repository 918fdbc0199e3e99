/** Other vocabularies, read by those who speak them: OpenAI's client, the AI SDK's reader, AG-UI's schemas. */
import {EventSchema} from '@ag-ui/core/schemas';
import {DefaultChatTransport, parseJsonEventStream, readUIMessageStream, type UIMessage, type UIMessageChunk, uiMessageChunkSchema} from 'ai';
import {expect} from 'chai';
import {createParser} from 'eventsource-parser';
import OpenAI, {APIError} from 'openai';
import {concat, NEVER, of} from 'rxjs';
import type {QuestionAsked} from '../../../server/pipeline/handoff.ts';
import type {Said} from '../../../shared/session-event.ts';
import {answeredRun, answerOf} from '../../support/answered-run.ts';
import {type ServedApp, serveApp, type ServeOptions} from '../../support/serve-app.ts';

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((later) => setTimeout(later, 5));
};
const failing = () => of<Said[]>({type: 'answer-start', model: 'a', sources: []}, {type: 'answer-error', model: 'a', code: 'upstream-failed', message: 'It broke.', partial: false});
const resetting = () =>
  of<Said[]>(
    {type: 'answer-start', model: 'a', sources: []},
    {type: 'answer-delta', model: 'a', text: 'Wrong'},
    {type: 'answer-reset', model: 'a', reason: 'It broke off.', next: 'b'},
    {type: 'answer-delta', model: 'a', text: 'Right'},
    {type: 'answer-end', model: 'a', finishReason: 'length', citations: [], ttftMs: 0, ms: 0},
  );

describe('POST /v1/chat/completions', () => {
  const clientOf = (app: ServedApp) => new OpenAI({baseURL: `${app.url}/v1`, apiKey: 'any', maxRetries: 0});
  const messages = [{role: 'system' as const, content: 'Be brief.'}, {role: 'user' as const, content: 'Why tides?'}];
  type Sonar = {citations: string[]; search_results: {title: string; url: string; snippet: string; date: string | null}[]; related_questions?: string[]};

  it('answers the official client, with evidence where Sonar puts it', async () => {
    await using app = await serveApp({answer: answeredRun});
    const params = {model: 'sonar', messages, return_related_questions: true};
    const completion = (await clientOf(app).chat.completions.create(params)) as OpenAI.ChatCompletion & Sonar;
    expect(completion.choices[0]?.message.content).to.equal('Both say the Moon. [1]');
    expect(completion.choices[0]?.finish_reason).to.equal('stop');
    expect(completion).to.include({object: 'chat.completion', model: 'sonar'});
    expect(completion.citations).to.deep.equal([`${app.url}/v1/corpus/d1#tides`, 'https://moon.example/']);
    expect(completion.search_results[1]).to.include({title: 'Moon [2]', url: 'https://moon.example/', snippet: 'It is near.', date: '2026-01-02'});
    expect(completion.related_questions).to.deep.equal(['And the Sun?']);
    expect(completion.usage).to.include({prompt_tokens: 20, completion_tokens: 10, total_tokens: 30, num_search_queries: 1});
  });

  for (const [name, model, want] of [['one model as it writes', 'a', answerOf('a')], ['the synthesis of several', 'llm-window', 'Both say the Moon. [1]']] as const) {
    it(`streams ${name}`, async () => {
      await using app = await serveApp({answer: answeredRun});
      const stream = await clientOf(app).chat.completions.create({model, messages, stream: true, stream_options: {include_usage: true}});
      const chunks: (OpenAI.ChatCompletionChunk & Partial<Sonar>)[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const deltas = chunks.map(({choices}) => choices[0]?.delta.content ?? '').filter(Boolean);
      expect(deltas.join('')).to.equal(want);
      expect(deltas.length).to.be.greaterThan(1);
      expect(chunks[0]?.choices[0]?.delta.role).to.equal('assistant');
      expect(chunks.at(-1)).to.deep.include({choices: []});
      expect(chunks.at(-1)?.usage?.total_tokens).to.equal(model === 'a' ? 15 : 30);
      expect(chunks.at(-2)?.choices[0]?.finish_reason).to.equal('stop');
      // Sources come before the text.
      expect(chunks.findIndex(({search_results}) => search_results)).to.be.lessThan(chunks.findIndex(({choices}) => choices[0]?.delta.content));
      expect(new Set(chunks.map(({object}) => object))).to.deep.equal(new Set(['chat.completion.chunk']));
    });
  }

  it('works with the client’s own accumulator', async () => {
    await using app = await serveApp({answer: answeredRun});
    const final = await clientOf(app).chat.completions.stream({model: 'a', messages}).finalChatCompletion();
    expect(final.choices[0]?.message.content).to.equal(answerOf('a'));
    expect(final.usage?.total_tokens).to.equal(15);
  });

  it('takes Sonar’s search options', async () => {
    let asked: QuestionAsked | undefined;
    const answer: ServeOptions['answer'] = (question) => {
      asked = question;
      return answeredRun(question);
    };
    await using app = await serveApp({answer});
    const params = {model: 'b', messages, search_domain_filter: ['https://nasa.example/moon', '-spam.example'], search_after_date_filter: '3/1/2025', search_before_date_filter: '12/31/2025', search_language_filter: ['de'], web_search_options: {user_location: {type: 'approximate' as const, country: 'DE'}}};
    await clientOf(app).chat.completions.create(params as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming);
    expect(asked).to.deep.include({question: 'Why tides?', models: ['b'], search: {domains: {allow: ['nasa.example'], deny: ['spam.example']}, freshness: '2025-03-01to2025-12-31', country: 'DE', language: 'de'}});
    const recent = {model: 'sonar-pro', messages: [{role: 'user' as const, content: [{type: 'text' as const, text: 'What is new?'}]}], search_recency_filter: 'hour'};
    await clientOf(app).chat.completions.create(recent as OpenAI.ChatCompletionCreateParamsNonStreaming);
    expect(asked).to.deep.include({question: 'What is new?', models: ['a', 'b'], search: {freshness: 'day'}});
    await clientOf(app).chat.completions.create({model: 'a', messages, disable_search: true} as OpenAI.ChatCompletionCreateParamsNonStreaming);
    expect(asked).to.deep.include({search: {disabled: true}});
  });

  it('says errors as OpenAI does', async () => {
    await using app = await serveApp({answer: failing});
    const failure = async (params: object): Promise<APIError> => {
      try {
        const reply = await clientOf(app).chat.completions.create({model: 'a', messages, ...params} as OpenAI.ChatCompletionCreateParamsStreaming);
        for await (const _ of reply);
      } catch (error) {
        if (error instanceof APIError) return error;
        throw error;
      }
      throw new Error('it should fail');
    };
    expect(await failure({model: 'gpt-unknown'})).to.include({status: 400, code: 'unknown-model', type: 'invalid_request_error'});
    expect(await failure({messages: []})).to.include({status: 400, code: 'invalid-request'});
    expect(await failure({messages: [{role: 'user', content: ''}]})).to.include({status: 400, code: 'invalid-request'});
    expect(await failure({search_mode: 'academic'})).to.include({status: 400});
    expect(await failure({search_domain_filter: ['not a host!']})).to.include({status: 400});
    expect(await failure({})).to.include({status: 502, code: 'no-answer', type: 'server_error'});
    expect((await failure({stream: true})).message).to.contain('It broke.');
    await using closed = await serveApp({access: {tokenSecret: 'x'.repeat(32)}});
    const refused = await clientOf(closed).chat.completions.create({model: 'a', messages}).catch((error: unknown) => error as APIError);
    expect(refused).to.include({status: 401, type: 'authentication_error'});
  });

  it('says that withdrawn text is withdrawn, and why the text ends', async () => {
    await using app = await serveApp({answer: resetting});
    const final = await clientOf(app).chat.completions.stream({model: 'a', messages}).finalChatCompletion().catch((error: unknown) => error as Error);
    expect(JSON.stringify(final)).to.contain('Right');
    const whole = await clientOf(app).chat.completions.create({model: 'a', messages});
    expect(whole.choices[0]).to.deep.include({finish_reason: 'length'});
    expect(whole.choices[0]?.message.content).to.equal('Right');
  });

  it('gives the whole answer where the reader stopped the first', async () => {
    const end = {type: 'answer-end' as const, finishReason: 'stop', citations: [], ttftMs: 0, ms: 0};
    const answer = () => of<Said[]>({type: 'answer-start', model: 'a', sources: []}, {...end, model: 'a', stopped: true}, {type: 'answer-start', model: 'b', sources: []}, {type: 'answer-delta', model: 'b', text: 'Whole.'}, {...end, model: 'b'});
    await using app = await serveApp({answer});
    const completion = await clientOf(app).chat.completions.create({model: 'llm-window', messages});
    expect(completion.choices[0]?.message.content).to.equal('Whole.');
  });

  it('stops the run when its one reader leaves', async () => {
    await using app = await serveApp({answer: () => concat(of<Said[]>({type: 'answer-start', model: 'a', sources: []}, {type: 'answer-delta', model: 'a', text: 'x'}), NEVER)});
    for (const stream of [true, false]) {
      const leave = new AbortController();
      const body = JSON.stringify({model: 'a', messages, stream});
      const reply = fetch(`${app.url}/v1/chat/completions`, {method: 'POST', headers: {'content-type': 'application/json'}, body, signal: leave.signal}).then((response) => response.text());
      await until(() => app.registry.running === 1);
      leave.abort();
      await reply.catch(() => undefined);
      await until(() => app.registry.running === 0);
    }
    expect(app.faults).to.deep.equal([]);
  });
});

describe('the AI SDK’s stream', () => {
  async function read(response: Response): Promise<{chunks: UIMessageChunk[]; message: UIMessage | undefined}> {
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).to.equal('v1');
    const chunks: UIMessageChunk[] = [];
    const parsed = parseJsonEventStream({stream: response.body!, schema: uiMessageChunkSchema}).pipeThrough(
      new TransformStream({
        transform(result, controller) {
          if (!result.success) throw result.error;
          chunks.push(result.value);
          controller.enqueue(result.value);
        },
      }),
    );
    let message: UIMessage | undefined;
    for await (const state of readUIMessageStream({stream: parsed as ReadableStream<UIMessageChunk>})) message = state;
    return {chunks, message};
  }

  it('is read by its own reader: texts, reasoning, sources, citations', async () => {
    await using app = await serveApp({answer: answeredRun, sse: {heartbeatMs: 5}});
    const {eventsUrl} = await app.ask({question: 'Why?'});
    const {chunks, message} = await read(await fetch(`${app.url}${eventsUrl}?format=ai-sdk`));
    const texts = message?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    expect(texts).to.deep.equal([answerOf('a'), answerOf('b'), 'Both say the Moon. [1]']);
    expect(message?.parts.filter(({type}) => type === 'reasoning')).to.have.length(2);
    expect(message?.parts.filter(({type}) => type === 'source-url')).to.have.length(2);
    expect(chunks.find(({type}) => type === 'text-end')).to.have.nested.property('citations[0].citedText', 'The Moon pulls.');
    expect(chunks.at(-1)).to.include({type: 'finish', finishReason: 'stop'});
  });

  it('tells of failures, stops and withdrawn text', async () => {
    await using app = await serveApp({answer: ({question}) => (question === 'fail' ? failing() : question === 'reset' ? resetting() : NEVER)});
    const chunksOf = async (question: string) => {
      const {id, eventsUrl} = await app.ask({question});
      const response = await fetch(app.url + eventsUrl, {headers: {accept: 'text/event-stream;profile="ai-sdk"'}});
      if (question === 'stop') await fetch(`${app.url}/v1/sessions/${id}`, {method: 'DELETE'});
      const chunks: UIMessageChunk[] = [];
      for await (const result of parseJsonEventStream({stream: response.body!, schema: uiMessageChunkSchema}) as unknown as AsyncIterable<{success: boolean; value: UIMessageChunk}>) {
        expect(result.success).to.equal(true);
        chunks.push(result.value);
      }
      return chunks;
    };
    expect((await chunksOf('stop')).at(-1)).to.include({type: 'abort', reason: 'stopped'});
    const failed = await chunksOf('fail');
    expect(failed.map(({type}) => type)).to.include('data-answer');
    expect(failed.find(({type}) => type === 'error')).to.deep.equal({type: 'error', errorText: 'It broke.'});
    expect((await chunksOf('reset')).flatMap((chunk) => (chunk.type === 'text-start' ? [chunk.id] : []))).to.deep.equal(['text:a', 'text:a:2']);
  });

  it('answers the AI SDK’s own transport, as useChat sends', async () => {
    await using app = await serveApp({answer: answeredRun});
    const transport = new DefaultChatTransport({api: `${app.url}/v1/ask?format=ai-sdk`});
    const stream: ReadableStream<UIMessageChunk> = await transport.sendMessages({trigger: 'submit-message', chatId: 'c', messageId: undefined, abortSignal: undefined, messages: [{id: 'm', role: 'user', parts: [{type: 'text', text: 'Why?'}]}]});
    let message: UIMessage | undefined;
    for await (const state of readUIMessageStream({stream})) message = state;
    expect(message?.parts.some((part) => part.type === 'text' && part.text === 'Both say the Moon. [1]')).to.equal(true);
  });
});

describe('AG-UI’s stream', () => {
  async function read(response: Response) {
    const events: {type: string; [field: string]: unknown}[] = [];
    const parser = createParser({onEvent: ({data}) => events.push(JSON.parse(data) as {type: string})});
    parser.feed(await response.text());
    for (const event of events) {
      const result = EventSchema.safeParse(event);
      expect(result.success, `${JSON.stringify(event)} ${String(result.error)}`).to.equal(true);
    }
    return events;
  }

  it('is what the published schemas say, every start with its end', async () => {
    await using app = await serveApp({answer: answeredRun});
    const {eventsUrl} = await app.ask({question: 'Why?'});
    const events = await read(await fetch(`${app.url}${eventsUrl}?format=ag-ui`));
    expect(events[0]?.type).to.equal('RUN_STARTED');
    expect(events.at(-1)).to.deep.include({type: 'RUN_FINISHED', outcome: {type: 'success'}});
    for (const [start, end] of [['TEXT_MESSAGE_START', 'TEXT_MESSAGE_END'], ['REASONING_START', 'REASONING_END'], ['STEP_STARTED', 'STEP_FINISHED']]) {
      const names = (type: string | undefined) => events.filter((event) => event.type === type).map(({messageId, stepName}) => messageId ?? stepName);
      expect(names(start)).to.have.length(3 - (start === 'REASONING_START' ? 1 : 0));
      expect(names(end)).to.have.members(names(start));
    }
    const text = events.filter(({type}) => type === 'TEXT_MESSAGE_CONTENT').map(({delta}) => delta).join('');
    expect(text).to.equal(`${answerOf('a')}${answerOf('b')}Both say the Moon. [1]`);
    expect(events.filter(({type, name}) => type === 'CUSTOM' && name === 'search-result')).to.have.length(2);
  });

  it('answers a RunAgentInput, and names the run as the client does', async () => {
    await using app = await serveApp({answer: ({question}) => (question === 'fail' ? failing() : answeredRun({type: 'question-asked', question, models: ['a'], synthesis: true, search: {}, ref: ''}))});
    const run = async (content: string) => {
      const input = {threadId: 't1', runId: 'r1', messages: [{id: '1', role: 'user', content}], tools: [], context: [], state: {}, forwardedProps: {}};
      return read(await fetch(`${app.url}/v1/ask?format=ag-ui`, {method: 'POST', headers: {'content-type': 'application/json', accept: 'text/event-stream'}, body: JSON.stringify(input)}));
    };
    expect((await run('Why?'))[0]).to.include({type: 'RUN_STARTED', threadId: 't1', runId: 'r1'});
    expect((await run('fail')).at(-1)).to.include({type: 'RUN_ERROR', code: 'no-answer', message: 'It broke.'});
  });
});

describe('GET /v1/ask', () => {
  const get = async (app: ServedApp, query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}/v1/ask${query}`, {headers});
    return {status: response.status, type: response.headers.get('content-type'), text: await response.text()};
  };

  it('streams just the text to curl', async () => {
    await using app = await serveApp({answer: answeredRun});
    expect(await get(app, '?q=Why&models=a')).to.deep.equal({status: 200, type: 'text/plain; charset=utf-8', text: `${answerOf('a')}\n`});
    expect((await get(app, '?q=Why', {accept: 'text/plain'})).text).to.equal('Both say the Moon. [1]\n');
  });

  it('gives Markdown with the sources that are cited', async () => {
    await using app = await serveApp({answer: answeredRun});
    const {type, text} = await get(app, '?q=Why', {accept: 'text/markdown'});
    expect(type).to.equal('text/markdown; charset=utf-8');
    expect(text).to.equal(`Both say the Moon. [1]\n\n## Sources\n\n1. [Tides](<${app.url}/v1/corpus/d1#tides>)\n\n## Related\n\n- And the Sun?\n`);
  });

  it('streams events, in any format', async () => {
    await using app = await serveApp({answer: answeredRun});
    expect((await get(app, '?q=Why', {accept: 'text/event-stream'})).text).to.match(/^id: 1\ndata: \{"type":"session-start"/);
    expect((await get(app, '?q=Why&format=ai-sdk')).text).to.match(/^data: \{"type":"start".*\}\n\n[^]*data: \[DONE\]\n\n$/);
    for (const [accept, start] of [
      ['text/event-stream;profile=ai-sdk', 'data: {"type":"start"'],
      ['text/event-stream;profile=ai-sdk, */*', 'data: {"type":"start"'],
      ['text/event-stream; profile="ag-ui"', 'data: {"type":"RUN_STARTED"'],
      ['text/plain, text/event-stream;profile=ai-sdk;q=0.5', 'Both say'],
    ] as const) {
      const {status, text} = await get(app, '?q=Why', {accept});
      expect([status, text.slice(0, start.length)], accept).to.deep.equal([200, start]);
    }
  });

  it('asks nothing again for an EventSource that comes back, and stops it', async () => {
    let asked = 0;
    await using app = await serveApp({answer: (question) => (asked++, answeredRun(question))});
    const back = {accept: 'text/event-stream', 'last-event-id': '7'};
    expect((await get(app, '?q=Why', back)).status).to.equal(204);
    const posted = await fetch(`${app.url}/v1/ask`, {method: 'POST', headers: {...back, 'content-type': 'application/json'}, body: JSON.stringify({question: 'Why?'})});
    expect([posted.status, asked]).to.deep.equal([204, 0]);
  });

  for (const accept of ['text/plain', 'text/event-stream', 'text/event-stream;profile=ai-sdk']) {
    it(`stops the run of a caller that leaves, of ${accept}`, async () => {
      await using app = await serveApp();
      const leave = new AbortController();
      await fetch(`${app.url}/v1/ask?q=Why`, {headers: {accept}, signal: leave.signal});
      expect(app.registry.running).to.equal(1);
      leave.abort();
      await until(() => app.registry.running === 0);
    });
  }

  it('links to documents where the caller finds them: behind a proxy that is trusted, by its scheme', async () => {
    for (const [trustedProxies, scheme] of [[0, 'http'], [1, 'https']] as const) {
      await using app = await serveApp({answer: answeredRun, access: {trustedProxies}});
      const {text} = await get(app, '?q=Why', {accept: 'text/markdown', 'x-forwarded-proto': 'gopher, https'});
      expect(text).to.contain(`(<${app.url.replace('http', scheme)}/v1/corpus/d1#tides>)`);
    }
  });

  it('starts nothing for whoever only looks', async () => {
    let asked = 0;
    await using app = await serveApp({answer: (question) => (asked++, answeredRun(question))});
    const looked = await fetch(`${app.url}/v1/ask?q=Why`, {method: 'HEAD', headers: {accept: 'text/markdown'}});
    expect([looked.status, looked.headers.get('content-type'), asked]).to.deep.equal([200, 'text/markdown; charset=utf-8', 0]);
  });

  it('says in the text what went wrong', async () => {
    await using app = await serveApp({answer: failing});
    expect((await get(app, '?q=Why')).text).to.match(/\(failed: .+\)\n$/);
  });

  for (const [name, query, headers, status] of [
    ['no question', '', {}, 400],
    ['an empty question', '?q=', {}, 400],
    ['two questions', '?q=a&q=b', {}, 400],
    ['an unknown model', '?q=a&models=nobody', {}, 400],
    ['an unknown format', '?q=a&format=morse', {}, 400],
    ['an unknown profile', '?q=a', {accept: 'text/event-stream;profile=morse'}, 400],
    ['a type that it does not speak', '?q=a', {accept: 'image/png'}, 406],
    ['a page of another site', '?q=a', {'sec-fetch-site': 'cross-site'}, 403],
  ] as const) {
    it(`refuses ${name} with ${status}, and starts nothing`, async () => {
      await using app = await serveApp({answer: answeredRun});
      expect((await get(app, query, headers)).status).to.equal(status);
      expect(app.registry.running).to.equal(0);
    });
  }
});
