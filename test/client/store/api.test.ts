import {expect} from '@open-wc/testing';
import {Api, type GetToken} from '../../../client/store/api.ts';
import {AskError} from '../../../client/store/ask-error.ts';
import {type Answers, fakeServer, json, noContent, problem} from '../support/fake-server.ts';
import {errorWords} from '../../../client/words/error-words.ts';
import {englishWords} from '../../../client/words/words.ts';

const given = (answers: Answers = {}, getToken?: GetToken) => {
  const server = fakeServer(answers);
  return {server, api: new Api({server: 'https://answers.example/deep/', fetch: server.fetch, ...(getToken && {getToken})})};
};

const failure = async (call: Promise<unknown>): Promise<AskError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AskError)) throw new Error(`Expected an AskError, got ${String(error)}`);
  return error;
};

describe('Api', () => {
  it('asks and returns the session’s id', async () => {
    const {api, server} = given({'POST /deep/v1/sessions': () => json({id: 'abc'}, 201)});
    expect(await api.ask({question: 'Why?', models: ['m1']})).to.equal('abc');
    expect(server.calls).to.deep.equal([{method: 'POST', path: '/deep/v1/sessions', body: {question: 'Why?', models: ['m1']}, token: null}]);
  });

  it('knows where events come from', () => {
    expect(given().api.eventsUrl('a/b', 12)).to.equal('https://answers.example/deep/v1/sessions/a%2Fb/events?after=12');
  });

  for (const server of ['', 'answers', 'ftp://answers.example', 'javascript:alert(1)']) {
    it(`refuses "${server}" as a server`, () => {
      expect(() => new Api({server})).to.throw(AskError).with.property('code', 'bad-server');
    });
  }

  it('turns a problem into its code and the reader’s words', async () => {
    const {api} = given({'POST /deep/v1/sessions': () => problem(503, 'too-many-sessions', {'retry-after': '5'})});
    const error = await failure(api.ask({question: 'Why?'}));
    expect(error).to.include({code: 'too-many-sessions', status: 503, retryAfterMs: 5_000, message: 'The server is busy with other questions.'});
    expect(errorWords(englishWords, error).advice).to.equal('Try again in a moment.');
  });

  it('shows the server’s own words for a code that it does not know', async () => {
    const {api} = given({'POST /deep/v1/sessions': () => problem(400, 'moon-phase')});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'moon-phase', message: 'About moon-phase.'});
  });

  it('is not fooled by a code that names something else', async () => {
    const {api} = given({'POST /deep/v1/sessions': () => problem(400, 'constructor')});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'constructor', message: 'About constructor.'});
  });

  it('copes with an error that is no problem, and a reply that is no answer', async () => {
    const {api, server} = given({'POST /deep/v1/sessions': () => new Response('<h1>Bad gateway</h1>', {status: 502})});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'http-502', message: 'The answer server had a problem.'});
    server.answer({'POST /deep/v1/sessions': () => new Response('<h1>Hello</h1>')});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'bad-response'});
    server.answer({'POST /deep/v1/sessions': () => json({no: 'id'})});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'bad-response'});
  });

  it('says that the server can’t be reached, or was too slow', async () => {
    const {api, server} = given({'POST /deep/v1/sessions': () => Promise.reject(new TypeError('Failed to fetch'))});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'network'});
    server.answer({'POST /deep/v1/sessions': () => Promise.reject(new DOMException('', 'TimeoutError'))});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'timeout'});
  });

  it('takes an address that leads to something else for no llm-window server', async () => {
    const {api, server} = given({'POST /deep/v1/sessions': () => new Response('<h1>Not found</h1>', {status: 404})});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'bad-response', status: 404});
    server.answer({'POST /deep/v1/sessions': () => new Response('', {status: 405})});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'bad-response', status: 405});
    server.answer({'POST /deep/v1/sessions': () => problem(404, 'unknown-parent')});
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'unknown-parent', status: 404});
  });

  it('stops a run; one that is gone counts as stopped', async () => {
    const {api, server} = given({'DELETE /deep/v1/sessions/:id': noContent});
    await api.stop('s1');
    server.answer({'DELETE /deep/v1/sessions/:id': () => problem(410, 'session-expired')});
    await api.stop('s1');
    server.answer({'DELETE /deep/v1/sessions/:id': () => problem(500, 'internal')});
    expect(await failure(api.stop('s1'))).to.include({code: 'internal'});
  });

  for (const status of [404, 410]) {
    it(`takes ${status} for a session that is gone`, async () => {
      const {api} = given({'GET /deep/v1/sessions/:id': () => problem(status, 'whatever')});
      expect(await failure(api.check('s1', 0))).to.include({code: 'session-gone', status});
    });
  }

  it('takes any other failure for one that may pass', async () => {
    const {api, server} = given({'GET /deep/v1/sessions/:id': () => problem(503, 'too-many-sessions')});
    expect(await failure(api.check('s1', 0))).to.include({code: 'too-many-sessions'});
    server.answer({'GET /deep/v1/sessions/:id': () => json({status: 'running'})});
    await api.check('s1', 0);
  });

  it('tells that a restarted server has nothing after the last event that was read', async () => {
    const {api, server} = given();
    const events = 'GET /deep/v1/sessions/:id/events';
    server.answer({'GET /deep/v1/sessions/:id': () => json({status: 'ended'}), [events]: () => problem(400, 'bad-cursor')});
    expect(await failure(api.check('s1', 7))).to.include({code: 'bad-cursor', status: 400});
    server.answer({[events]: noContent});
    expect(await failure(api.check('s1', 7))).to.include({code: 'bad-cursor', status: 204});
    server.answer({[events]: () => new Response('retry: 1000\n\n', {headers: {'content-type': 'text/event-stream'}})});
    await api.check('s1', 7);
  });

  it('lists the models, and which are asked when none is named', async () => {
    const {api} = given({'GET /deep/v1/models': () => json({data: [{id: 'm1', default: true}, {id: 'm2'}, {nonsense: 1}, null]})});
    expect(await api.models()).to.deep.equal([{id: 'm1', isDefault: true}, {id: 'm2', isDefault: false}]);
  });

  it('sends no credential to read, and renews a refused one once', async () => {
    const asked: boolean[] = [];
    let accepted = 'Bearer new';
    const {api, server} = given({}, ({renew}) => {
      asked.push(renew);
      return Promise.resolve(renew ? 'new' : 'old');
    });
    server.answer({
      'POST /deep/v1/sessions': () => (server.calls.at(-1)?.token === accepted ? json({id: 's1'}) : problem(401, 'unauthorized')),
      'GET /deep/v1/sessions/:id': () => json({}),
    });
    expect(await api.ask({question: 'Why?'})).to.equal('s1');
    expect(asked).to.deep.equal([false, true]);
    await api.check('s1', 0);
    expect(server.calls.map(({token}) => token)).to.deep.equal(['Bearer old', 'Bearer new', null]);
    accepted = 'none';
    expect(await failure(api.ask({question: 'Why?'}))).to.include({code: 'unauthorized'});
    expect(server.calls).to.have.length(5);
  });
});
