/** The whole chain over real sockets: a search engine, web pages and a model server stand in for the outside; the server is a real process. */
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import * as v from 'valibot';
import {reduceSession} from '../../shared/reduce-session.ts';
import {SessionEvent} from '../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {type BraveStandIn, braveStandIn} from '../support/brave-stand-in.ts';
import {openAiStandIn, type OpenAiStandIn, type StandInModel} from '../support/openai-stand-in.ts';
import {page, type PageStandIn, redirect, stall, startPageStandIn} from '../support/page-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {searxngResult, searxngStandIn} from '../support/searxng-stand-in.ts';
import {runServer, type RunningServer, type ServerSettings} from '../support/run-server.ts';

const QUESTION = 'What causes the tides of the sea?';
const moon = 'Tides of the sea are caused by the gravity of the Moon, which pulls the water on the near side more strongly than the far side.';
const sun = 'The Sun adds to the tides of the sea; when it stands in line with the Moon, the tides are highest and are called spring tides.';
const steady = Array.from({length: 100}, (_, index) => `word${index} `);

interface Outside extends AsyncDisposable {
  readonly server: RunningServer;
  readonly brave: BraveStandIn;
  readonly pages: PageStandIn;
  readonly llm: OpenAiStandIn;
}

async function open(models: Readonly<Record<string, StandInModel>>, settings: ServerSettings = {}): Promise<Outside> {
  const [brave, llm, pages] = await Promise.all([
    braveStandIn(),
    openAiStandIn(models, 'sk-stand-in-key'),
    startPageStandIn({'/moon': page(moon, 'The Moon'), '/sun': redirect('/sun/', 301), '/sun/': page(sun, 'The Sun'), '/slow': stall, '/inside': redirect('http://127.0.0.1:1/secret')}),
  ]);
  const result = (path: string, title: string) => ({title, url: `${pages.origin}${path}`, description: `About ${title}.`});
  brave.answer({kind: 'results', results: [result('/moon', 'The Moon'), result('/sun', 'The Sun'), result('/gone', 'Gone'), result('/inside', 'Inside')]});
  const server = await runServer({
    BRAVE_API_KEY: brave.apiKey,
    BRAVE_BASE_URL: brave.baseUrl,
    SEARCH: 'brave',
    FETCH_ALLOW_PRIVATE: `127.0.0.1:${pages.port}`,
    LLM_BASE_URL: llm.url,
    LLM_API_KEY: 'sk-stand-in-key',
    LLM_MODELS: Object.keys(models).filter((id) => id !== 'judge').join(','),
    LLM_ANALYSIS: 'off',
    ...('judge' in models && {LLM_SYNTHESIS_MODEL: 'judge'}),
    ...settings,
  });
  return {
    server,
    brave,
    pages,
    llm,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Promise.all([brave.close(), llm.close(), pages.close()]);
    },
  };
}

const read = async (server: RunningServer, body: object = {}): Promise<{state: SessionState; wire: string}> => {
  const {eventsUrl} = await server.ask({question: QUESTION, ...body});
  const frames = await readStream(server.url + eventsUrl);
  for (const {frame} of frames) v.assert(SessionEvent, frame);
  return {state: frames.reduce((state, {frame: {from: _, ...event}}) => reduceSession(state, event), emptySession), wire: JSON.stringify(frames)};
};

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await sleep(10);
};

describe('an answer from the web', () => {
  it('searches, reads, asks two models over one set of evidence, and synthesises, cited', async () => {
    await using outside = await open({one: {tokens: ['The Moon. [1]']}, two: {tokens: ['The Sun. [2]']}, judge: {tokens: ['Both. [1][2]']}});
    const {server, brave, pages, llm} = outside;
    const {state, wire} = await read(server);
    expect(state.outcome).to.equal('done');
    expect(state.sources.map(({n, title, how, used}) => [n, title, how, used])).to.deep.equal([
      [1, 'The Moon', 'page', true],
      [2, 'The Sun', 'page', true],
      [3, 'Gone', 'snippet', true],
      [4, 'Inside', 'snippet', true],
    ]);
    expect(state.pages.map(({hit, status, code}) => [hit.title, status, code])).to.deep.equal([
      ['The Moon', 'read', undefined],
      ['The Sun', 'read', undefined],
      ['Gone', 'failed', 'not-found'],
      ['Inside', 'failed', 'address-refused'],
    ]);
    expect(state.answers.map(({model, text, citations}) => [model, text, citations.map(({n}) => n)])).to.have.deep.members([
      ['one', 'The Moon. [1]', [1]],
      ['two', 'The Sun. [2]', [2]],
    ]);
    expect(state.synthesis).to.deep.include({model: 'judge', text: 'Both. [1][2]', included: ['one', 'two']});
    const prompts = llm.calls.flatMap(({body}) => body?.messages.map(({content}) => content) ?? []).join('\n');
    expect(prompts).to.contain(moon).and.to.contain(sun).and.to.contain(QUESTION);
    expect(new Set(pages.requests.map(({path}) => path))).to.deep.equal(new Set(['/moon', '/sun', '/sun/', '/gone', '/inside']));
    expect(brave.requests[0]?.headers['x-subscription-token']).to.equal(brave.apiKey);

    // No secret leaves the server: not to readers, not to its own log, not to whoever scrapes it.
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const {stdout, stderr} = server.output();
    for (const secret of [brave.apiKey, 'sk-stand-in-key', moon]) {
      for (const [where, text] of Object.entries({wire, metrics, stdout, stderr})) expect(text.includes(secret), `${secret} in ${where}`).to.equal(false);
    }
  });

  it('says why the search failed, and answers without it', async () => {
    await using outside = await open({one: {tokens: ['I do not know.']}});
    outside.brave.answer({kind: 'error', status: 429, code: 'QUOTA_LIMITED'});
    const {state} = await read(outside.server);
    expect(state.queryProblems.map(({kind, code}) => [kind, code])).to.deep.include(['error', 'quota-exhausted']);
    expect(state.outcome).to.equal('done');
  });

  it('lets the corpus take over when the web search fails, and says so', async () => {
    await using outside = await open({one: {tokens: ['x']}}, {SEARCH: 'brave,corpus', CORPUS: 'test/fixtures/corpus'});
    outside.brave.answer({kind: 'errors', status: 422, code: 'SUBSCRIPTION_TOKEN_INVALID'});
    const {state} = await read(outside.server);
    const error = state.queryProblems.find(({kind}) => kind === 'error');
    expect(error).to.include({provider: 'brave', code: 'unauthorized', next: 'corpus'});
    expect(state.sources.map(({how}) => how)).to.include('corpus');
  });

  it('lets SearXNG take over when the plan of Brave is used up, and says so', async () => {
    const searxng = await searxngStandIn();
    await using outside = await open({one: {tokens: ['The Moon. [1]']}}, {SEARCH: '', SEARXNG_URL: searxng.baseUrl});
    searxng.answer({kind: 'results', results: [searxngResult('moon', {url: `${outside.pages.origin}/moon`, title: 'The Moon'})]});
    outside.brave.answer({kind: 'error', status: 429, code: 'QUOTA_LIMITED'});
    const {state} = await read(outside.server);
    expect(state.providers).to.deep.equal(['brave', 'searxng', 'corpus']);
    expect(state.queryProblems.find(({kind}) => kind === 'error')).to.include({provider: 'brave', code: 'quota-exhausted', next: 'searxng'});
    expect(state.sources.map(({title, how}) => [title, how])).to.deep.equal([['The Moon', 'page']]);
    const ready = (await (await fetch(`${outside.server.url}/readyz`)).json()) as {dependencies: {search: unknown}};
    expect(ready.dependencies.search).to.deep.equal({ok: true, detail: {providers: 'brave, searxng, corpus', brave: 'quota-exhausted', 'brave-waiting': 0}});
    await searxng.close();
  });

  it('greets back without a search', async () => {
    await using outside = await open({one: {tokens: ['Hello!']}});
    const {state} = await read(outside.server, {question: 'Hi there!'});
    expect(state).to.deep.include({intent: 'greeting', queries: [], sources: [], outcome: 'done'});
    expect(outside.brave.requests).to.deep.equal([]);
  });

  for (const [name, fault, code] of [
    ['falls silent', 'silence', 'timeout'],
    ['breaks off', 'cut', 'truncated'],
    ['says an error in mid-stream', 'error-chunk', 'upstream-failed'],
    ['refuses the key', 'unauthorized', 'unauthorized'],
  ] as const) {
    it(`tells the reader when a model ${name}, and lets the sources answer`, async () => {
      await using outside = await open({bad: {fault}}, {LLM_IDLE_MS: '200', LLM_FIRST_TOKEN_MS: '2000'});
      const {state} = await read(outside.server);
      const answer = state.answers.find(({model}) => model === 'bad');
      expect(answer).to.include({status: 'failed', code});
      expect(answer?.message?.length).to.be.greaterThan(10);
      expect(state.answers.find(({model}) => model === 'extractive')?.text).to.contain('Moon');
      expect(state.outcome).to.equal('done');
    });
  }

  it('reaches every upstream when it is stopped: the models’ sockets close', async () => {
    await using outside = await open({one: {tokens: steady, tokenMs: 50}, two: {tokens: steady, tokenMs: 50}});
    const {server, llm} = outside;
    const {id, eventsUrl} = await server.ask({question: QUESTION});
    const reading = readStream(server.url + eventsUrl);
    await until(() => llm.openCalls === 2);
    expect((await fetch(`${server.url}/v1/sessions/${id}`, {method: 'DELETE'})).status).to.equal(204);
    await until(() => llm.openCalls === 0);
    const frames = await reading;
    expect(frames.at(-1)?.frame).to.include({type: 'session-end', outcome: 'stopped'});
    expect(frames.filter(({frame}) => frame.type === 'answer-error').map(({frame}) => 'code' in frame && frame.code)).to.deep.equal(['stopped', 'stopped']);
  });

  it('reaches the search and the pages, too', async () => {
    await using outside = await open({one: {tokens: steady}});
    const {server, brave, pages} = outside;
    brave.answer({kind: 'stalled'});
    const searching = await server.ask({question: QUESTION});
    await until(() => brave.openSockets > 0);
    await fetch(`${server.url}/v1/sessions/${searching.id}`, {method: 'DELETE'});
    await until(() => brave.openSockets === 0);

    brave.answer({kind: 'results', results: [{title: 'Slow', url: `${pages.origin}/slow`, description: 'Slow.'}]});
    const reading = await server.ask({question: QUESTION});
    await until(() => pages.open > 0);
    await fetch(`${server.url}/v1/sessions/${reading.id}`, {method: 'DELETE'});
    await until(() => pages.open === 0);
  });

  it('ends the run after the grace period when the reader is gone', async () => {
    await using outside = await open({one: {tokens: steady, tokenMs: 100}}, {GRACE_MS: '300'});
    const {server, llm} = outside;
    const {id, eventsUrl} = await server.ask({question: QUESTION});
    await readStream(server.url + eventsUrl, {limit: 20});
    await until(async () => ((await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as SessionState).status === 'ended');
    expect((await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as SessionState).to.include({outcome: 'stopped', code: 'abandoned'});
    await until(() => llm.openCalls === 0);
  });

  it('ends streams with a clear reason when the server goes down, and exits 0', async () => {
    await using outside = await open({one: {tokens: steady, tokenMs: 100}});
    const {server, llm} = outside;
    const {eventsUrl} = await server.ask({question: QUESTION});
    const reading = readStream(server.url + eventsUrl);
    await until(() => llm.openCalls === 1);
    const [{code}, frames] = await Promise.all([server.end(), reading]);
    expect(code).to.equal(0);
    expect(frames.at(-1)?.frame).to.include({type: 'session-end', outcome: 'failed', code: 'shutdown'});
  });
});
