import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import {expect} from 'chai';
import {concat, finalize, map, NEVER, of} from 'rxjs';
import {buildDirectory} from '../../../server/models/build-directory.ts';
import type {ModelProvider} from '../../../server/models/model-provider.ts';
import type {AnswerQuestion} from '../../../server/pipeline/answer-question.ts';
import type {QuestionAsked} from '../../../server/pipeline/handoff.ts';
import {toRef} from '../../../server/session/session-id.ts';
import type {Said} from '../../../shared/session-event.ts';
import type {SessionState} from '../../../shared/session-state.ts';
import {type ServedApp, serveApp, type ServeOptions} from '../../support/serve-app.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

const call = async (app: ServedApp, path: string, init: RequestInit = {}): Promise<Answer> => {
  const response = await fetch(app.url + path, init);
  const text = await response.text();
  return {status: response.status, headers: response.headers, json: text.startsWith('{') ? JSON.parse(text) : text};
};
const post = (app: ServedApp, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') => call(app, '/v1/sessions', {method: 'POST', body, headers: {'content-type': type}});

const withApp = (name: string, options: ServeOptions, test: (app: ServedApp) => Promise<void>) => {
  it(name, async () => {
    await using app = await serveApp(options);
    await test(app);
    expect(app.faults).to.deep.equal([]);
  });
};

describe('POST /v1/sessions', () => {
  withApp('starts a session and tells where to read it', {}, async (app) => {
    const {status, headers, json} = await post(app, '{"question":"Why?"}');
    expect(status).to.equal(201);
    const {id, eventsUrl} = json as {id: string; eventsUrl: string};
    expect(eventsUrl).to.equal(`/v1/sessions/${id}/events`);
    expect(headers.get('location')).to.equal(`/v1/sessions/${id}`);
  });

  const bad: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string | undefined, number, string])[] = [
    ['an empty question', '{"question":""}', undefined, 400, 'invalid-request'],
    ['a blank question', '{"question":"  "}', undefined, 400, 'invalid-request'],
    ['no question', '{}', undefined, 400, 'invalid-request'],
    ['a huge question', JSON.stringify({question: 'x'.repeat(2_001)}), undefined, 400, 'invalid-request'],
    ['a question that is no text', '{"question":["a"]}', undefined, 400, 'invalid-request'],
    ['a body that is a list', '[]', undefined, 400, 'invalid-request'],
    ['an unknown model', '{"question":"q","models":["nobody"]}', undefined, 400, 'unknown-model'],
    ['malformed JSON', '{"question":', undefined, 400, 'malformed-json'],
    ['a bare word', 'null', undefined, 400, 'malformed-json'],
    ['no body', '', undefined, 400, 'invalid-request'],
    ['a wrong content type', '{"question":"q"}', 'text/plain', 415, 'unsupported-media-type'],
    ['another encoding', '{"question":"q"}', 'application/json; charset=latin1', 415, 'unsupported-media-type'],
    ['a form', 'question=q', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['a body over 64 KiB', JSON.stringify({question: 'q', extra: 'x'.repeat(70_000)}), undefined, 413, 'body-too-large'],
    ['an unknown parent', '{"question":"q","parent":"nobody"}', undefined, 404, 'unknown-session'],
    ['a list for search', '{"question":"q","search":[]}', undefined, 400, 'invalid-request'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), undefined, 400, 'malformed-json'],
    ['a bad search wish', '{"question":"q","search":{"freshness":"soon"}}', undefined, 400, 'invalid-request'],
  ];
  for (const [name, body, type, status, code] of bad) {
    withApp(`refuses ${name} with ${status} ${code}`, {}, async (app) => {
      const answer = await post(app, body, type);
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(answer.json).to.include({status, code, type: 'about:blank'});
      expect(answer.status).to.equal(status);
      expect(app.registry.running).to.equal(0);
    });
  }

  withApp('says in plain words what is wrong with a field', {}, async (app) => {
    const wrong = [
      ['{}', 'question: is missing'],
      ['{"question":"q","search":{"recency":"day"}}', 'search.recency: is not known here'],
      ['{"question":"q","models":"one"}', 'models: must be a list'],
      ['{"question":"q","parent":7}', 'parent: must be a string'],
      ['{"question":"q","parent":""}', 'parent: must not be empty'],
      ['{"question":"q","search":{"disabled":"yes"}}', 'search.disabled: must be true or false'],
    ];
    for (const [body, detail] of wrong) {
      expect((await post(app, body!)).json).to.include({detail});
    }
  });

  withApp('refuses a compressed body with 415', {}, async (app) => {
    const headers = {'content-type': 'application/json', 'content-encoding': 'gzip'};
    const {json} = await call(app, '/v1/sessions', {method: 'POST', headers, body: new Uint8Array(gzipSync('{"question":"q"}'))});
    expect(json).to.include({status: 415, code: 'unsupported-media-type'});
  });

  withApp('names every field that is wrong', {}, async (app) => {
    const {json} = await post(app, '{"question":"","search":{"country":"Germany"}}');
    expect((json as {errors: {field: string}[]}).errors.map(({field}) => field)).to.deep.equal(['question', 'search.country']);
  });

  withApp('refuses one session too many with 503 and Retry-After', {limits: {maxSessions: 1}}, async (app) => {
    await app.ask();
    const {status, headers, json} = await post(app, '{"question":"q"}');
    expect(status).to.equal(503);
    expect(Number(headers.get('retry-after'))).to.be.greaterThan(0);
    expect(json).to.include({code: 'too-many-sessions'});
  });

  withApp('warns of what every reader should know', {answer: () => of(), notices: () => [{code: 'corpus-indexing', message: 'Later.'}]}, async (app) => {
    const {id} = await app.ask();
    expect(((await call(app, `/v1/sessions/${id}`)).json as SessionState).warnings).to.deep.equal([{code: 'corpus-indexing', message: 'Later.'}]);
  });

  withApp('tells of the providers that are on and were wished for, each once', {}, async (app) => {
    for (const [wish, told] of [[['corpus', 'corpus'], ['corpus']], [[], ['corpus']], [['nobody'], []]] as const) {
      const {id} = await app.ask({question: 'q', search: {providers: wish}});
      expect(((await call(app, `/v1/sessions/${id}`)).json as SessionState).providers).to.deep.equal(told);
    }
  });

  it('continues a conversation: each question is told what came before, and the reader whose session it was', async () => {
    const asked: QuestionAsked[] = [];
    const answer = (question: QuestionAsked) => {
      asked.push(question);
      return of<Said[]>(
        {type: 'enrichment-end', sources: [{n: 1, id: 'p', url: 'https://a.example/', title: 'Tides', used: true, how: 'page'}], ms: 1},
        {type: 'answer-start', model: 'a', sources: [1]},
        {type: 'answer-delta', model: 'a', text: 'The Moon pulls. [1]'},
        {type: 'answer-end', model: 'a', finishReason: 'stop', citations: [{n: 1, start: 16, end: 19}], ttftMs: 1, ms: 1},
      );
    };
    await using app = await serveApp({answer});
    const first = await app.ask({question: 'What causes tides?', models: ['a']});
    const second = await app.ask({question: 'And in Europe?', models: ['a'], parent: first.id});
    const third = await app.ask({question: 'Why?', models: ['a'], parent: second.id});
    const turn = (question: string) => ({question, answer: 'The Moon pulls.', sources: [{title: 'Tides', url: 'https://a.example/', provider: '', quote: ''}]});
    expect(asked.map(({earlier}) => earlier)).to.deep.equal([undefined, [turn('What causes tides?')], [turn('What causes tides?'), turn('And in Europe?')]]);
    const {json} = await call(app, `/v1/sessions/${third.id}`);
    expect((json as SessionState).parent).to.equal(toRef(second.id));
    expect(JSON.stringify(json)).not.to.include(second.id);
  });

  withApp('continues no session that still runs', {}, async (app) => {
    const {id} = await app.ask({question: 'q'});
    const {status, json} = await post(app, JSON.stringify({question: 'And then?', parent: id}));
    expect([status, (json as {code: string}).code]).to.deep.equal([409, 'parent-running']);
    await call(app, `/v1/sessions/${id}`, {method: 'DELETE'});
    expect((await post(app, JSON.stringify({question: 'And then?', parent: id}))).status).to.equal(201);
  });

  withApp('continues a session that failed, and says that one has expired', {answer: () => of(), limits: {maxEnded: 1}}, async (app) => {
    const failed = await app.ask({question: 'q'});
    const next = await app.ask({question: 'And then?', parent: failed.id});
    const {status, json} = await post(app, JSON.stringify({question: 'And then?', parent: failed.id}));
    expect([status, (json as {code: string}).code]).to.deep.equal([410, 'session-expired']);
    expect((await post(app, JSON.stringify({question: 'And then?', parent: next.id}))).status).to.equal(201);
  });
});

describe('GET and DELETE /v1/sessions/:id', () => {
  withApp('folds the session', {answer: () => of<Said[]>({type: 'analysis-start'}, {type: 'answer-start', model: 'a', sources: []}, {type: 'answer-delta', model: 'a', text: 'Hi'})}, async (app) => {
    const {id} = await app.ask({question: 'Why?', models: ['a']});
    const {json} = await call(app, `/v1/sessions/${id}`);
    const state = json as SessionState & {lastEventId: number};
    expect(state).to.include({question: 'Why?', status: 'ended', outcome: 'failed', code: 'no-answer', lastEventId: 8});
    expect(state.answers[0]).to.include({model: 'a', text: 'Hi', status: 'failed'});
  });

  withApp('stops the run, and again is as good', {}, async (app) => {
    const {id} = await app.ask();
    for (const _ of [1, 2]) expect((await call(app, `/v1/sessions/${id}`, {method: 'DELETE'})).status).to.equal(204);
    const {json} = await call(app, `/v1/sessions/${id}`);
    expect(json).to.include({status: 'ended', outcome: 'stopped', code: 'stopped'});
  });

  for (const method of ['GET', 'DELETE']) {
    withApp(`answers ${method} of an unknown session with 404`, {}, async (app) => {
      expect((await call(app, '/v1/sessions/nobody', {method})).json).to.include({status: 404, code: 'unknown-session'});
    });
  }
});

describe('DELETE /v1/sessions/:id/answers/:model', () => {
  const slashed = 'vendor/model-1';
  const answer: AnswerQuestion = ({stopAnswer$ = NEVER}) =>
    concat(of<Said>({type: 'answer-start', model: slashed, sources: []}), stopAnswer$.pipe(map((model): Said => ({type: 'session-warning', code: 'told', message: model}))));

  withApp('tells the run once, and again is as good', {answer}, async (app) => {
    const {id} = await app.ask();
    for (const _ of [1, 2]) expect((await call(app, `/v1/sessions/${id}/answers/${encodeURIComponent(slashed)}`, {method: 'DELETE'})).status).to.equal(204);
    const {json} = await call(app, `/v1/sessions/${id}`);
    expect(json).to.include({status: 'running'});
    expect((json as SessionState).warnings.at(-1)).to.deep.equal({code: 'told', message: slashed});
  });

  withApp('takes a model that was asked and has not begun, and one whose run has ended', {answer: () => of()}, async (app) => {
    const {id} = await app.ask({question: 'Why?', models: ['a']});
    expect((await call(app, `/v1/sessions/${id}/answers/a`, {method: 'DELETE'})).status).to.equal(204);
  });

  withApp('answers 404 for a model without a part in the session, and for an unknown session', {}, async (app) => {
    const {id} = await app.ask({question: 'Why?', models: ['a']});
    for (const [path, code] of [[`${id}/answers/b`, 'unknown-model'], [`${id}/answers/%20`, 'unknown-model'], ['nobody/answers/a', 'unknown-session']] as const) {
      const {status, json} = await call(app, `/v1/sessions/${path}`, {method: 'DELETE'});
      expect(status, path).to.equal(404);
      expect(json).to.include({code});
    }
  });
});

describe('the other routes', () => {
  withApp('list models in the OpenAI shape', {}, async (app) => {
    const {json} = await call(app, '/v1/models');
    expect(json).to.deep.include({object: 'list'});
    const {data} = json as {data: {id: string; object: string; default: boolean}[]};
    expect(data.map(({id}) => id)).to.deep.equal(['a', 'b', 'extractive']);
    expect(data.every(({object}) => object === 'model')).to.equal(true);
    expect(data.filter((model) => model.default).map(({id}) => id)).to.deep.equal(['a', 'b']);
  });

  withApp('tell that they live and are ready', {}, async (app) => {
    expect((await call(app, '/healthz')).json).to.deep.equal({status: 'ok'});
    expect((await call(app, '/readyz')).json).to.deep.equal({status: 'ready', dependencies: {corpus: {ok: true, detail: {documents: 3}}}});
  });

  withApp('are not ready when a dependency is not', {health: {check: () => Promise.resolve({corpus: {ok: false, detail: {}}}), metrics: {contentType: 'text/plain', metrics: () => Promise.resolve('')}, token: undefined}}, async (app) => {
    const {status, json} = await call(app, '/readyz');
    expect([status, (json as {status: string}).status]).to.deep.equal([503, 'not-ready']);
  });

  withApp('give Prometheus its metrics', {answer: () => of()}, async (app) => {
    await app.ask();
    const {headers, json} = await call(app, '/metrics');
    expect(headers.get('content-type')).to.match(/^text\/plain/);
    expect(json).to.match(/^llm_window_sessions_total\{outcome="failed"\} 1$/m);
    expect(json).to.match(/^process_resident_memory_bytes \d+/m);
  });

  withApp('show metrics and details from behind a proxy only with the token', {metricsToken: 'open sesame'}, async (app) => {
    const behind = {'x-forwarded-for': '203.0.113.9'};
    expect((await call(app, '/metrics', {headers: behind})).json).to.include({status: 401, code: 'unauthorized'});
    expect((await call(app, '/metrics', {headers: {...behind, authorization: 'Bearer open sesamE'}})).status).to.equal(401);
    expect((await call(app, '/metrics', {headers: {...behind, authorization: 'Bearer open sesame'}})).status).to.equal(200);
    expect((await call(app, '/readyz', {headers: behind})).json).to.deep.equal({status: 'ready'});
  });

  it('list the models of a server that came up later', async () => {
    const late: ModelProvider = {name: 'late', list: () => Promise.resolve([{id: 'm', ownedBy: 'late'}]), generate: () => of()};
    const models = buildDirectory({fallback: {id: 'extractive', provider: late}, server: late, named: []});
    await using app = await serveApp({models});
    const ids = async () => ((await call(app, '/v1/models')).json as {data: {id: string; default: boolean}[]}).data.map((model) => (model.default ? `${model.id}!` : model.id));
    expect(await ids()).to.deep.equal(['extractive!']);
    await models.refresh();
    expect(await ids()).to.deep.equal(['m!', 'extractive']);
  });

  withApp('answer methods that nobody knows as a problem, too', {}, async (app) => {
    expect((await call(app, '/healthz', {method: 'PROPFIND'})).json).to.include({code: 'method-not-allowed'});
  });

  it('answer a malformed address with 400', async () => {
    await using app = await serveApp();
    const {hostname, port} = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.end('GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).to.match(/^HTTP\/1\.1 400 [^]*invalid-request/);
    expect(app.faults).to.deep.equal([]);
  });

  withApp('answer an unknown path with 404 and a wrong method with 405', {}, async (app) => {
    expect((await call(app, '/v1/nothing')).json).to.include({status: 404, code: 'not-found'});
    const wrong = await call(app, '/v1/sessions', {method: 'PUT'});
    expect(wrong.json).to.include({status: 405, code: 'method-not-allowed'});
    expect(wrong.headers.get('allow')).to.contain('POST');
  });

  withApp('say what to do when the client is not built', {}, async (app) => {
    expect((await call(app, '/')).json).to.include({status: 503, code: 'not-built'});
  });
});

describe('a page of another origin', () => {
  const there = {origin: 'https://site.example'};
  const preflight = {method: 'OPTIONS', headers: {...there, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type'}};

  withApp('may ask when ALLOWED_ORIGINS names it', {access: {allowedOrigins: ['https://site.example']}}, async (app) => {
    const {status, headers} = await call(app, '/v1/sessions', preflight);
    expect(status).to.equal(204);
    expect(headers.get('access-control-allow-origin')).to.equal('https://site.example');
    expect(headers.get('access-control-allow-headers')).to.contain('content-type');
    expect(headers.get('access-control-allow-methods')).to.contain('DELETE');
    const problem = await call(app, '/v1/sessions/nobody', {headers: there});
    expect(problem.headers.get('access-control-allow-origin')).to.equal('https://site.example');
    expect(problem.headers.get('vary')).to.contain('Origin');
  });

  withApp('may not ask otherwise', {access: {allowedOrigins: ['https://other.example']}}, async (app) => {
    for (const init of [preflight, {headers: there}, {headers: {origin: 'null'}}]) {
      expect((await call(app, '/v1/models', init)).headers.get('access-control-allow-origin')).to.equal(null);
    }
  });
});

describe('DELETE while the pipeline works', () => {
  it('unsubscribes from the pipeline before it answers', async () => {
    let stopped = false;
    const answer = () => NEVER.pipe(finalize(() => (stopped = true)));
    await using app = await serveApp({answer});
    const {id} = await app.ask();
    await call(app, `/v1/sessions/${id}`, {method: 'DELETE'});
    expect(stopped).to.equal(true);
  });
});
