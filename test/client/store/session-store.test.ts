import {aTimeout, expect, nextFrame, waitUntil} from '@open-wc/testing';
import {NEVER} from 'rxjs';
import {SessionStore, type SessionStoreOptions} from '../../../client/store/session-store.ts';
import type {Said} from '../../../shared/session-event.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';
import {type Answers, fakeServer, json, noContent, problem} from '../support/fake-server.ts';
import {answerStarted, delta, ended, oneAnswer, started, stateAfter} from '../support/session-events.ts';
import {withMarkdown} from '../support/elements.ts';

function given(answers: Answers = {}, options: SessionStoreOptions = {}) {
  const sources = fakeEventSources();
  const server = fakeServer(answers);
  const network = {online: true, online$: NEVER};
  const store = new SessionStore({...options, follow: {EventSource: sources.EventSource, network, backoffMs: {first: 2, longest: 4}, ...options.follow}});
  const notified = {count: 0};
  store.subscribe(() => (notified.count += 1));
  const ask = (question = 'Why two tides?') => store.ask({question}, {server: 'https://answers.example', fetch: server.fetch});
  const streaming = async (times = 1) => {
    await waitUntil(() => sources.opened.length === times, `stream ${times} was never opened`);
    sources.last.open();
  };
  const say = (...said: readonly Said[]) => said.forEach((one, index) => sources.last.say({...one, at: 0}, index + 1));
  const deleted = () => server.calls.filter(({method}) => method === 'DELETE').length;
  return {store, sources, server, notified, ask, streaming, say, deleted};
}

describe('SessionStore', () => {
  before(withMarkdown);

  it('is empty before the first question', () => {
    const {store} = given();
    expect(store.phase).to.equal('empty');
    expect(store.connection).to.equal('idle');
    expect(store.state.question).to.equal('');
  });

  it('knows the question before the server does, and folds what the server says', async () => {
    const {store, ask, streaming, say, server} = given();
    ask();
    expect(store.phase).to.equal('running');
    expect(store.state.question).to.equal('Why two tides?');
    await streaming();
    expect(store.sessionId).to.equal('s1');
    expect(store.connection).to.equal('open');
    say(...oneAnswer);
    expect(store.state).to.deep.equal(stateAfter(...oneAnswer));
    expect(store.phase).to.equal('done');
    expect(store.connection).to.equal('idle');
    expect(server.calls.map(({method}) => method)).to.deep.equal(['POST']);
  });

  it('knows all text that has come, before it tells of it and when nobody listens', async () => {
    const {store, ask, streaming, sources} = given();
    ask();
    await streaming();
    const told: (string | undefined)[] = [];
    const leave = store.subscribe(() => told.push(store.state.answers[0]?.text));
    let id = 0;
    const say = (...said: readonly Said[]) => said.forEach((one) => sources.last.say({...one, at: 0}, (id += 1)));
    const text = () => store.state.answers[0]?.text;
    say(started(), answerStarted(), delta('a'), delta('b'), delta('c'));
    expect(text()).to.equal('abc');
    say(delta('d'), delta('e'), delta('f'));
    await waitUntil(() => told.includes('abcdef'), 'it was told of without being asked');
    say(delta('g'), delta('h'));
    leave();
    say(delta('i'), delta('j'));
    expect(text()).to.equal('abcdefghij');
  });

  it('tells its listeners once per frame, however many events came', async () => {
    const {ask, streaming, sources, notified} = given();
    ask();
    await streaming();
    await nextFrame();
    const before = notified.count;
    for (let id = 1; id <= 500; id++) sources.last.say({...delta('x'), at: 0}, id);
    expect(notified.count).to.equal(before);
    await waitUntil(() => notified.count > before); // text: in the next frame, or the one after it
    await aTimeout(60);
    expect(notified.count).to.equal(before + 1);
  });

  for (const [of, characters, leastMs] of [['text that nobody reads along with', 30, 38], ['a burst', 700, 50]] as const) {
    it(`tells of ${of} less often`, async () => {
      const {store, ask, streaming, sources} = given();
      ask();
      await streaming();
      const told: number[] = [];
      store.subscribe(() => told.push(performance.now()));
      for (let id = 1; id <= 3; id++) {
        const {length} = told;
        sources.last.say({...delta('x'.repeat(characters)), at: 0}, id);
        await waitUntil(() => told.length > length, undefined, {interval: 1});
      }
      expect(told.at(-1)! - told.at(-2)!).to.be.at.least(leastMs);
    });
  }

  it('gets the same state over a broken connection', async () => {
    const {store, ask, streaming, sources} = given();
    ask();
    await streaming();
    oneAnswer.slice(0, 8).forEach((one, index) => sources.last.say({...one, at: 0}, index + 1));
    sources.last.giveUp();
    await streaming(2);
    expect(sources.last.url).to.match(/after=8$/);
    oneAnswer.forEach((one, index) => sources.last.say({...one, at: 0}, index + 1));
    expect(store.state).to.deep.equal(stateAfter(...oneAnswer));
  });

  it('fails with the server’s reason when the question is refused', async () => {
    const {store, ask, sources} = given({'POST /v1/sessions': () => problem(429, 'rate-limited')});
    ask();
    await waitUntil(() => store.phase === 'failed');
    expect(store.error).to.include({code: 'rate-limited'});
    expect(store.state).to.include({status: 'ended', outcome: 'failed'});
    expect(sources.opened).to.be.empty;
  });

  it('fails at once, without an exception, on a bad server or an endless question', () => {
    const {store, ask, server} = given();
    store.ask({question: 'Why?'}, {server: 'nowhere'});
    expect(store.error).to.include({code: 'bad-server'});
    ask('x'.repeat(2_001));
    expect(store.error).to.include({code: 'question-too-long'});
    expect(server.calls).to.be.empty;
  });

  it('fails when the session is gone, and keeps what was written', async () => {
    const {store, ask, streaming, say, sources, server} = given();
    ask();
    await streaming();
    say(started(), answerStarted(), delta('half'));
    server.answer({'GET /v1/sessions/:id': () => problem(410, 'session-expired')});
    sources.last.giveUp();
    await waitUntil(() => store.phase === 'failed');
    expect(store.error).to.include({code: 'session-gone'});
    expect(store.state.answers[0]).to.include({status: 'failed', text: 'half'});
  });

  it('begins again when the server, restarted, has lost the last of what it told', async () => {
    const {store, ask, streaming, say, sources, server} = given();
    ask();
    await streaming();
    say(started(), answerStarted(), delta('half '), delta('an answer'));
    server.answer({'GET /v1/sessions/:id': () => json({status: 'ended'}), 'GET /v1/sessions/:id/events': () => problem(400, 'bad-cursor')});
    sources.last.giveUp();
    await streaming(2);
    expect(sources.last.url).to.match(/after=0$/);
    expect(store.state.answers[0], 'until something takes its place').to.include({text: 'half an answer'});
    const kept = [started(), answerStarted(), delta('half '), ended('failed', 'restarted')];
    say(...kept);
    expect(store.state).to.deep.equal(stateAfter(...kept));
    expect(store.error).to.include({code: 'restarted'});
  });

  it('fails with the run’s own reason', async () => {
    const {store, ask, streaming, say} = given();
    ask();
    await streaming();
    say(started(), ended('failed', 'no-answer'));
    expect(store.phase).to.equal('failed');
    expect(store.error).to.include({code: 'no-answer', message: 'No model could answer the question.'});
  });

  it('stops on the server and shows the run’s own end', async () => {
    const {store, ask, streaming, say, sources, deleted} = given();
    ask();
    await streaming();
    say(started(), answerStarted(), delta('half'));
    store.stop();
    store.stop();
    expect(store.phase).to.equal('stopping');
    await waitUntil(() => deleted() === 1);
    sources.last.say({...ended('stopped', 'stopped'), at: 0}, 4);
    expect(store.phase).to.equal('stopped');
    expect(sources.last.closed).to.be.true;
    expect(deleted()).to.equal(1);
  });

  it('is stopped in the end even when the server does not say so', async () => {
    const {store, ask, streaming, say, sources} = given({'DELETE /v1/sessions/:id': () => problem(500, 'internal')});
    ask();
    await streaming();
    say(started(), answerStarted(), delta('half'));
    store.stop();
    await waitUntil(() => store.phase === 'stopped');
    expect(store.state.answers[0]).to.include({status: 'failed', code: 'stopped', text: 'half'});
    expect(sources.last.closed).to.be.true;
  });

  it('closes a stopped run whose end never comes', async () => {
    const {store, ask, streaming} = given({}, {stopMs: 30});
    ask();
    await streaming();
    store.stop();
    await waitUntil(() => store.phase === 'stopped');
  });

  it('stops a run that had no id yet as soon as it has one', async () => {
    let accept: (response: Response) => void = () => undefined;
    const {store, ask, deleted} = given({'POST /v1/sessions': () => new Promise((resolve) => (accept = resolve))});
    ask();
    await waitUntil(() => store.phase === 'running');
    await aTimeout(0);
    store.clear();
    expect(store.phase).to.equal('empty');
    accept(json({id: 's9'}, 201));
    await waitUntil(() => deleted() === 1);
    expect(store.phase).to.equal('empty');
  });

  it('stops the running question when another is asked, and hears the old one no more', async () => {
    const {store, ask, streaming, say, sources, deleted} = given();
    ask('First?');
    await streaming();
    const [first] = sources.opened;
    ask('Second?');
    expect(first?.closed).to.be.true;
    await streaming(2);
    await waitUntil(() => deleted() === 1);
    say(started(['m1'], 'Second?'));
    expect(store.state.question).to.equal('Second?');
  });

  it('asks what follows a running question once that is stopped', async () => {
    let stopped: (response: Response) => void = () => undefined;
    const {store, ask, streaming, server, deleted} = given({'DELETE /v1/sessions/:id': () => new Promise((resolve) => (stopped = resolve))});
    const methods = () => server.calls.map(({method}) => method);
    ask('First?');
    await streaming();
    store.ask({question: 'Second?', parent: 's1'}, {server: 'https://answers.example', fetch: server.fetch});
    await waitUntil(() => deleted() === 1);
    await aTimeout(50);
    expect(methods()).to.deep.equal(['POST', 'DELETE']);
    stopped(noContent());
    await streaming(2);
    expect(methods()).to.deep.equal(['POST', 'DELETE', 'POST']);
  });

  it('asks once more when the server has not stopped the question before yet', async () => {
    const {store, streaming, server} = given({'POST /v1/sessions': () => problem(409, 'parent-running')});
    store.ask({question: 'Second?', parent: 's1'}, {server: 'https://answers.example', fetch: server.fetch});
    await waitUntil(() => server.calls.length === 1);
    server.answer({'POST /v1/sessions': () => json({id: 's2'}, 201)});
    await streaming();
    expect(server.calls.map(({body}) => body)).to.deep.equal([1, 2].map(() => ({question: 'Second?', parent: 's1'})));
    expect(store.sessionId).to.equal('s2');
  });

  it('lets go of the stream while detached, and reads on where it was', async () => {
    const {store, ask, streaming, say, sources, deleted} = given();
    ask();
    await streaming();
    say(started(), answerStarted());
    store.detach();
    expect(sources.last.closed).to.be.true;
    store.attach();
    await streaming(2);
    expect(sources.last.url).to.match(/after=2$/);
    expect(deleted()).to.equal(0);
    expect(store.phase).to.equal('running');
  });

  it('can read on after the connection was lost for good', async () => {
    const {store, ask, streaming, say, sources, server} = given({}, {follow: {attempts: 1}});
    ask();
    await streaming();
    say(started(), answerStarted(), delta('half'));
    sources.last.giveUp();
    await waitUntil(() => store.phase === 'failed');
    expect(store.error).to.include({code: 'connection-lost'});
    expect(store.state.answers[0]).to.include({status: 'failed'});
    expect(store.resumable).to.be.true;
    store.resume();
    await streaming(2);
    expect(sources.last.url).to.match(/after=3$/);
    sources.last.say({...delta(' and half'), at: 0}, 4);
    expect(store.phase).to.equal('running');
    expect(store.state.answers[0]).to.include({status: 'running', text: 'half and half'});
    expect(server.calls.filter(({method}) => method === 'POST')).to.have.length(1);
  });

  it('forgets everything', async () => {
    const {store, ask, streaming, say} = given();
    ask();
    await streaming();
    say(...oneAnswer);
    store.clear();
    expect(store.phase).to.equal('empty');
    expect(store.state).to.deep.equal(stateAfter());
  });

  it('leaves the state as it is on an event from the future', async () => {
    const {store, ask, streaming, sources} = given();
    ask();
    await streaming();
    const before = store.state;
    sources.last.say({type: 'from-the-future', at: 3}, 1);
    expect(store.state).to.equal(before);
  });
});
