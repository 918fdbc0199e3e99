import {aTimeout, expect} from '@open-wc/testing';
import {SharedEventSource} from '../../../client/store/shared-event-source.ts';
import {type FakeEventSources, fakeEventSources} from '../support/fake-event-source.ts';

const real = globalThis.EventSource;
let sources: FakeEventSources;
let servers = 0;
let server = '';
let open: SharedEventSource[] = [];

/** A session's source, and what it hears. */
const listen = (session: string, after = 0) => {
  const source = new SharedEventSource(`${server}/v1/sessions/${session}/events?after=${after}`);
  open.push(source);
  const heard: string[] = [];
  source.onopen = () => heard.push('open');
  source.onmessage = ({data, lastEventId}) => heard.push(`${lastEventId}${data}`);
  source.onerror = () => heard.push(source.readyState === 2 ? 'given up' : 'lost');
  return {source, heard};
};
const urls = () => sources.opened.map(({url}) => url.replace(server, ''));
const inUse = () => sources.opened.filter(({closed}) => !closed).length;

describe('SharedEventSource', () => {
  beforeEach(() => {
    server = `https://shared-${(servers += 1)}.example`;
    sources = fakeEventSources();
    open = [];
    Object.assign(globalThis, {EventSource: sources.EventSource});
  });
  afterEach(() => {
    for (const source of open) source.close();
    Object.assign(globalThis, {EventSource: real});
  });

  it('is a stream of its own while there is one session', () => {
    const {heard} = listen('a', 3);
    expect(urls()).to.deep.equal(['/v1/sessions/a/events?after=3']);
    sources.last.open();
    sources.last.say({type: 'x'}, 4);
    sources.last.say({type: 'heartbeat'});
    expect(heard).to.deep.equal(['open', '4{"type":"x"}', '4{"type":"heartbeat"}']);
  });

  it('reads on from the same place after a stream in which nothing came but a sign of life', async () => {
    listen('a', 3);
    sources.last.say({type: 'x'}, 4);
    const b = listen('b');
    await aTimeout(5);
    sources.last.raw('{"type":"heartbeat"}');
    b.source.close();
    listen('c');
    await aTimeout(5);
    expect(urls().slice(1)).to.deep.equal(['/v1/events?sessions=a:4,b:0', '/v1/events?sessions=a:4,c:0']);
  });

  it('names a session once that two windows follow, from where the one is that has less', async () => {
    const [first, second] = [listen('a', 3), listen('a', 1)];
    const third = listen('b');
    await aTimeout(5);
    expect(urls().at(-1)).to.equal('/v1/events?sessions=a:1,b:0');
    sources.last.say({session: 'a', id: 4, event: {type: 'x'}});
    expect([first, second, third].map(({heard}) => heard)).to.deep.equal([['4{"type":"x"}'], ['4{"type":"x"}'], []]);
    sources.last.say({session: 'a', id: 2, event: {type: 'y'}});
    expect(first.heard, 'what the other lacked').to.have.length(1);
  });

  it('puts ten windows on one connection, each with its place, and gives each its own frames', async () => {
    const first = listen('s0');
    sources.last.open();
    sources.last.say({type: 'x'}, 7);
    const others = Array.from({length: 9}, (_, index) => listen(`s${index + 1}`));
    await aTimeout(5);
    expect(urls().at(-1)).to.equal(`/v1/events?sessions=s0:7,${others.map(({source}) => `${source.session}:0`).join()}`);
    expect(sources.opened, 'those that came together').to.have.length(2);
    expect(inUse()).to.equal(1);
    sources.last.open();
    sources.last.say({session: 's0', id: 8, event: {type: 'y'}});
    sources.last.say({session: 's9', id: 1, event: {type: 'z'}});
    sources.last.say({type: 'heartbeat'});
    expect(first.heard).to.deep.equal(['open', '7{"type":"x"}', '8{"type":"y"}', '{"type":"heartbeat"}']);
    expect(others[8]?.heard).to.deep.equal(['open', '1{"type":"z"}', '{"type":"heartbeat"}']);
    expect(others[0]?.heard).to.deep.equal(['open', '{"type":"heartbeat"}']);
  });

  it('closes the connection with the last session, not before', async () => {
    const [a, b] = [listen('a'), listen('b')];
    await aTimeout(5);
    a.source.close();
    expect(inUse()).to.equal(1);
    sources.last.say({session: 'a', id: 1, event: {}});
    expect(a.heard).to.deep.equal([]);
    b.source.close();
    expect(inUse()).to.equal(0);
  });

  it('tells all when the connection broke, and when the browser gave up on it', async () => {
    const [a, b] = [listen('a'), listen('b')];
    await aTimeout(5);
    sources.last.open();
    sources.last.lose();
    sources.last.open();
    sources.last.giveUp();
    for (const {heard} of [a, b]) expect(heard).to.deep.equal(['open', 'lost', 'open', 'given up']);
    listen('a', 2);
    expect(urls().at(-1)).to.equal('/v1/sessions/a/events?after=2');
  });

  it('opens a second connection where a server takes no more', async () => {
    for (let index = 0; index < 21; index += 1) listen(`s${index}`);
    await aTimeout(5);
    expect(inUse()).to.equal(2);
    expect(urls().some((url) => url === '/v1/sessions/s20/events?after=0')).to.be.true;
  });

  it('keeps servers apart', () => {
    listen('a');
    server = `https://shared-${(servers += 1)}.example`;
    listen('a');
    expect(inUse()).to.equal(2);
  });
});
