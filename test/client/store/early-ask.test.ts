import {expect, waitUntil} from '@open-wc/testing';
import {NEVER} from 'rxjs';
import {answeringIfLoaded} from '../../../client/store/answering-module.ts';
import {SessionStore} from '../../../client/store/session-store.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';
import {fakeServer} from '../support/fake-server.ts';
import {oneAnswer, stateAfter} from '../support/session-events.ts';

/** A page of its own: what follows a question is fetched once on each. */
describe('a page’s first questions', () => {
  it('are each sent at once, before what follows them is there; the one that is left is stopped, and of the other nothing is lost', async () => {
    const sources = fakeEventSources();
    const server = fakeServer();
    const store = new SessionStore({follow: {EventSource: sources.EventSource, network: {online: true, online$: NEVER}}});
    store.subscribe(() => undefined);
    const api = {server: 'https://answers.example', fetch: server.fetch};
    const calls = () => server.calls.map(({method, path}) => `${method} ${path}`);

    store.ask({question: 'And this?'}, api);
    store.ask({question: 'Why two tides?'}, api);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(calls()).to.deep.equal(['POST /v1/sessions', 'POST /v1/sessions']);
    expect(answeringIfLoaded(), 'what follows a question').to.equal(undefined);

    await waitUntil(() => sources.opened.length === 1, 'no stream was opened', {timeout: 20_000});
    sources.last.open();
    oneAnswer.forEach((one, index) => sources.last.say({...one, at: 0}, index + 1));
    expect(store.state).to.deep.equal(stateAfter(...oneAnswer));
    expect(store.phase).to.equal('done');
    expect(calls().filter((call) => call.startsWith('POST'))).to.have.length(2);
    expect(calls().filter((call) => call.startsWith('DELETE')), 'the one that was left').to.have.length(1);
    expect(sources.opened).to.have.length(1);
  });
});
