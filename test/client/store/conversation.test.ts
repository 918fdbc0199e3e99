import {expect, waitUntil} from '@open-wc/testing';
import {Conversation} from '../../../client/store/conversation.ts';
import {KEPT_TURNS} from '../../../client/store/kept-turns.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';
import {fakeServer} from '../support/fake-server.ts';
import {withMarkdown} from '../support/elements.ts';
import {oneAnswer, started, stateAfter} from '../support/session-events.ts';

describe('Conversation', () => {
  before(withMarkdown);

  it(`keeps the last ${KEPT_TURNS} questions before the current one, which follows the last of them`, async () => {
    const [server, sources] = [fakeServer(), fakeEventSources()];
    const api = {server: 'https://answers.example', fetch: server.fetch};
    const conversation = new Conversation({follow: {EventSource: sources.EventSource}});
    const old = Array.from({length: KEPT_TURNS}, (_, index) => ({sessionId: `old${index}`, state: stateAfter(started(['m1'], `Old ${index}?`), ...oneAnswer.slice(1))}));
    conversation.restore(old, undefined, api);

    conversation.ask({question: 'New?'}, api);
    await waitUntil(() => sources.opened.length === 1);
    oneAnswer.forEach((said, index) => sources.last.say({...said, at: 0}, index + 1));
    expect(conversation.past.map(({sessionId}) => sessionId)).to.deep.equal(old.map(({sessionId}) => sessionId));

    expect(conversation.forgotten).to.be.false;

    conversation.ask({question: 'And then?'}, api);
    expect(conversation.forgotten, 'one question is gone, and that is said').to.be.true;
    await waitUntil(() => sources.opened.length === 2);
    expect(conversation.past.map(({sessionId}) => sessionId)).to.deep.equal([...old.slice(1).map(({sessionId}) => sessionId), 's1']);
    expect(server.calls.filter(({method}) => method === 'POST').map(({body}) => (body as {parent?: string}).parent)).to.deep.equal([`old${KEPT_TURNS - 1}`, 's1']);
    conversation.clear();
    expect(conversation.forgotten).to.be.false;
  });
});
