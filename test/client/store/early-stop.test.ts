import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import {answeringIfLoaded, loadAnswering} from '../../../client/store/answering-module.ts';
import {SessionStore} from '../../../client/store/session-store.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';
import {fakeServer} from '../support/fake-server.ts';

/** A page of its own: what follows a question is fetched once on each. */
describe('a page’s first question', () => {
  it('is stopped on the server, also before what follows it is there, and never read', async () => {
    const sources = fakeEventSources();
    const server = fakeServer();
    const store = new SessionStore({follow: {EventSource: sources.EventSource}});
    store.ask({question: 'Why two tides?'}, {server: 'https://answers.example', fetch: server.fetch});
    expect(answeringIfLoaded()).to.equal(undefined);
    store.stop();
    expect(store.phase).to.equal('stopped');
    await waitUntil(() => server.calls.some(({method}) => method === 'DELETE'));
    await loadAnswering();
    await aTimeout(50);
    expect(server.calls.map(({method, path}) => `${method} ${path}`)).to.deep.equal(['POST /v1/sessions', 'DELETE /v1/sessions/s1']);
    expect(sources.opened).to.have.length(0);
    expect(store.phase).to.equal('stopped');
  });
});
