import {expect} from 'chai';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {filter, lastValueFrom, toArray} from 'rxjs';
import {litellmModel, type LitellmModelOptions} from '../../../server/adapters/litellm-model.ts';
import {callModel} from '../../../server/models/call-model.ts';
import type {ModelChunk, ModelRequest} from '../../../server/models/model-provider.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {failingModelContract, type FailingModelFixture} from '../../contract/failing-model.ts';
import {modelProviderContract} from '../../contract/model-provider.ts';
import {fakeDirectory} from '../../support/fake-model-provider.ts';
import {writeText} from '../../../server/models/write-text.ts';
import {evidence} from '../../support/evidence.ts';
import {type Fault, openAiStandIn, type OpenAiStandIn, type StandInModel} from '../../support/openai-stand-in.ts';

const KEY = 'sk-secret-0123456789';
const requestOf = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'm',
  messages: [{role: 'user', content: 'What causes tides?'}],
  evidence: evidence(),
  ref: '0123456789ab',
  ...changes,
});
const textOf = (chunks: readonly ModelChunk[]) => chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

/** Strange, but no fault: nothing is lost over any of them. */
const oddities: Readonly<Record<string, StandInModel>> = {
  'a plain stream': {},
  'headers and a first piece that come late': {headersMs: 60, firstMs: 60},
  'one byte at once, in the midst of characters': {chunkBytes: 1},
  'seven bytes at once': {chunkBytes: 7},
  'lines that end in CRLF': {lineEnd: '\r\n'},
  'lines that end in CRLF, one byte at once': {lineEnd: '\r\n', chunkBytes: 1},
  'lines that end in CR': {lineEnd: '\r'},
  'lines that are no fields': {fault: 'garbage-line'},
  'no line end at the end': {fault: 'no-last-line-end'},
  'a stream that stays open after its end': {fault: 'never-ends'},
};
for (const [name, model] of Object.entries(oddities)) {
  modelProviderContract(`litellmModel over ${name}`, async () => {
    const tokens = ['Ebbe und Flut ', '潮の満ち引き ', '🌙 & ☀️ ', 'ÄÖÜ. [1]'];
    const server = await openAiStandIn({m: {...model, tokens}}, KEY);
    return {
      provider: litellmModel({baseUrl: server.url, apiKey: KEY}),
      model: 'm',
      text: tokens.join(''),
      open: () => server.openCalls,
      secrets: [KEY],
      close: () => server.close(),
    };
  });
}

const half = 'Tides are caused by ';
const whole = 'Tides are caused by the Moon and the Sun. [1]';
/** What fails: what is said before, how it is told, and whether its connection is of no more use. */
const failures: readonly (readonly [fault: Fault, said: string, failure: FailingModelFixture['failure'], connection: 'kept' | 'closed'])[] = [
  ['no-headers', '', {code: 'timeout', retryable: true}, 'closed'],
  ['drop-before-headers', '', {code: 'upstream-failed', retryable: true}, 'closed'],
  ['rate-limited', '', {code: 'rate-limited', retryable: true, retryAfterMs: 1_000}, 'kept'],
  ['unauthorized', '', {code: 'unauthorized', retryable: false}, 'kept'],
  ['server-error', '', {code: 'upstream-failed', retryable: true}, 'kept'],
  ['html-error', '', {code: 'upstream-failed', retryable: true}, 'kept'],
  ['html-ok', '', {code: 'bad-response', retryable: false}, 'kept'],
  ['json-ok', '', {code: 'bad-request', retryable: false}, 'kept'],
  ['redirect', '', {code: 'bad-response', retryable: false}, 'kept'],
  ['silence', half, {code: 'timeout', retryable: false}, 'closed'],
  ['heartbeats', half, {code: 'timeout', retryable: false}, 'closed'],
  ['error-chunk', half, {code: 'upstream-failed', retryable: true}, 'kept'],
  ['error-then-done', half, {code: 'upstream-failed', retryable: true}, 'kept'],
  ['error-in-choice', half, {code: 'upstream-failed', retryable: true}, 'closed'],
  ['cut', half, {code: 'truncated', retryable: true}, 'closed'],
  ['clean-end', half, {code: 'truncated', retryable: true}, 'kept'],
  ['garbage', half, {code: 'bad-response', retryable: true}, 'closed'],
  ['huge-line', half, {code: 'too-large', retryable: false}, 'closed'],
  ['no-finish', whole, {code: 'truncated', retryable: true}, 'kept'],
  ['no-done', whole, {code: 'truncated', retryable: true}, 'kept'],
];
for (const [fault, said, failure, connection] of failures) {
  failingModelContract(`litellmModel at ${fault}`, async () => {
    const server = await openAiStandIn({m: {fault, tokenMs: 0}, sound: {tokenMs: 0}}, KEY);
    const provider = litellmModel({baseUrl: server.url, apiKey: KEY});
    // Silence has no end but the deadlines that every call is made with.
    const models = fakeDirectory(provider, {serves: ['m', 'sound']});
    const inTime = (request: ModelRequest) => callModel(models, request, {firstTokenMs: 150, idleMs: 150, attempts: 1}).pipe(filter((chunk) => chunk.type !== 'retry'));
    return {
      provider: failure.code === 'timeout' ? {...provider, generate: inTime} : provider,
      model: 'm',
      said,
      failure,
      open: () => (connection === 'kept' ? server.openCalls : server.openSockets),
      sound: 'sound',
      secrets: [KEY, 'SECRET', '127.0.0.1'],
      close: () => server.close(),
    };
  });
}

describe('litellmModel', () => {
  let server: OpenAiStandIn | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const standIn = async (model: StandInModel, options: Partial<LitellmModelOptions> = {}) => {
    server = await openAiStandIn({m: model}, options.apiKey);
    return {server, provider: litellmModel({baseUrl: server.url, ...options})};
  };
  /** What a call says, and how it fails. */
  const run = async (model: StandInModel, changes: Partial<ModelRequest> = {}) => {
    const {provider} = await standIn({tokenMs: 0, ...model});
    const chunks: ModelChunk[] = [];
    const error = await new Promise<unknown>((settle) => {
      provider.generate(requestOf(changes)).subscribe({next: (chunk) => chunks.push(chunk), error: settle, complete: () => settle(undefined)});
    });
    return {chunks, text: textOf(chunks), error};
  };

  it('asks as the API wants it', async () => {
    const {server, provider} = await standIn({}, {apiKey: KEY});
    await lastValueFrom(provider.generate(requestOf()));
    const [call] = server.calls;
    expect(call?.path).to.equal('/v1/chat/completions');
    expect(call?.headers.authorization).to.equal(`Bearer ${KEY}`);
    expect(call?.headers['x-litellm-call-id']).to.match(/^0123456789ab-[0-9a-f]{8}$/);
    expect(call?.body).to.deep.equal({model: 'm', messages: [{role: 'user', content: 'What causes tides?'}], stream: true, stream_options: {include_usage: true}});
  });

  it('says text, reasoning, usage and why it ended', async () => {
    const {chunks} = await run({reasoning: ['Hm.'], tokens: ['a', 'b'], finishReason: 'content_filter'});
    expect(chunks).to.deep.equal([
      {type: 'reasoning', text: 'Hm.'},
      {type: 'text', text: 'a'},
      {type: 'text', text: 'b'},
      {type: 'end', finishReason: 'content-filter', usage: {promptTokens: 7, completionTokens: 2, totalTokens: 9}, bytes: 679},
    ]);
  });

  it('does without usage, and takes what there is of it', async () => {
    expect((await run({usage: null})).chunks.at(-1)).to.deep.equal({type: 'end', finishReason: 'stop', bytes: 764});
    await server?.close();
    expect((await run({usage: {prompt_tokens: 3, completion_tokens: null, total_tokens: 'many', cost: 0.01}})).chunks.at(-1)).to.deep.equal({
      type: 'end',
      finishReason: 'stop',
      usage: {promptTokens: 3, cost: 0.01},
      bytes: 838,
    });
  });

  it('keeps `<think>` out of the answer', async () => {
    const {chunks, text} = await run({tokens: ['<thi', 'nk>Hm', '.</thi', 'nk>\n\nThe ', 'Moon.']});
    expect(text).to.equal('The Moon.');
    expect(chunks.map((chunk) => (chunk.type === 'reasoning' ? chunk.text : '')).join('')).to.equal('Hm.');
  });

  it('passes a piece on as it comes', async () => {
    const {provider} = await standIn({tokens: ['first', 'second'], tokenMs: 60_000});
    const first = await new Promise<ModelChunk>((resolve) => {
      const subscription = provider.generate(requestOf()).subscribe((chunk) => {
        resolve(chunk);
        subscription.unsubscribe();
      });
    });
    expect(first).to.deep.equal({type: 'text', text: 'first'});
  });

  const LONG = Array.from({length: 40}, (_, index) => `日本語 ÄÖÜ 🌙 ${index} `);

  it('has the whole answer when the server keeps the stream open after it', async () => {
    const {error, text} = await run({fault: 'never-ends'});
    expect(error).to.equal(undefined);
    expect(text).to.equal(whole);
    await until(() => server?.openSockets === 0);
  });

  it('tells an address where nobody listens', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const {port} = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const provider = litellmModel({baseUrl: `http://127.0.0.1:${port}`});
    const codes = await Promise.all([provider.list(), lastValueFrom(provider.generate(requestOf()))].map((call) => call.catch((error: unknown) => error instanceof UpstreamError && error.code)));
    expect(codes).to.deep.equal(['connect-failed', 'connect-failed']);
  });

  it('says nothing of comments and empty deltas, so that they reset no deadline', async () => {
    const {server, provider} = await standIn({fault: 'heartbeats', tokenMs: 0});
    const models = fakeDirectory(provider, {serves: ['m']});
    const seen = await lastValueFrom(writeText(models, requestOf(), {idleMs: 60, totalMs: 60_000}).pipe(toArray()));
    expect(seen.at(-1)).to.include({type: 'failed', code: 'timeout', message: 'It fell silent in the middle of its answer.', partial: true});
    await until(() => server.openSockets === 0);
  });

  it('closes one socket for each call that is left, and no other', async () => {
    const {server, provider} = await standIn({tokens: LONG, tokenMs: 20});
    const left = [1, 2, 3].map(() => provider.generate(requestOf()).subscribe());
    const kept = lastValueFrom(provider.generate(requestOf()).pipe(toArray()));
    await until(() => server.openCalls === 4);
    for (const subscription of left) subscription.unsubscribe();
    await until(() => server.openSockets === 1);
    expect(textOf(await kept)).to.equal(LONG.join(''));
  });

  it('uses a connection again after a whole answer', async () => {
    const {server, provider} = await standIn({tokenMs: 0});
    for (let call = 0; call < 3; call++) {
      await lastValueFrom(provider.generate(requestOf()));
      await until(() => server.openCalls === 0);
      await pause(5);
    }
    expect(server.calls).to.have.lengthOf(3);
    expect(server.allSockets).to.equal(1);
  });

  it('asks for JSON, and takes silence for a failure then', async () => {
    const {chunks} = await run({tokens: ['{}']}, {json: true});
    expect(textOf(chunks)).to.equal('{}');
    expect(server?.calls[0]?.body?.response_format).to.deep.equal({type: 'json_object'});
    await server?.close();
    expect((await run({tokens: []}, {json: true})).error).to.include({code: 'empty'});
  });

  it('keeps the key to itself when the server repeats it', async () => {
    server = await openAiStandIn({m: {}}, 'another key');
    const provider = litellmModel({baseUrl: `${server.url}/v1`, apiKey: KEY});
    for (const call of [provider.list(), lastValueFrom(provider.generate(requestOf()))]) {
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      expect(error).to.include({code: 'unauthorized', retryable: false});
      expect(error).to.have.property('message').that.includes('Incorrect API key').and.not.includes(KEY);
    }
  });

  it('lists models, and waits only so long for them', async () => {
    const {provider} = await standIn({});
    expect(await provider.list()).to.deep.equal([{id: 'm', ownedBy: 'stand-in'}]);
    const mute = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const {port} = mute.address() as AddressInfo;
    const error: unknown = await litellmModel({baseUrl: `http://127.0.0.1:${port}`, listMs: 20}).list().catch((thrown: unknown) => thrown);
    expect(error).to.include({code: 'timeout'});
    await new Promise((resolve) => mute.close(resolve));
  });
});
