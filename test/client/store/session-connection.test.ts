import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import {Subject} from 'rxjs';
import {AskError} from '../../../client/store/ask-error.ts';
import {type FollowOptions, followSession} from '../../../client/store/session-connection.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';

/** Follows a session over streams that the test plays, with waits of a few milliseconds. */
function follow(options: FollowOptions = {}, check: (after: number) => Promise<void> = () => Promise.resolve()) {
  const sources = fakeEventSources();
  const network = {online: true, online$: new Subject<unknown>()};
  const news: string[] = [];
  const texts: string[] = [];
  const outcome: {error?: unknown; complete: boolean} = {complete: false};
  const checks = {count: 0};
  const {cursor = {after: 0}} = options;
  let look = (): void => undefined;
  const address = {
    eventsUrl: (after: number) => `/events?after=${after}`,
    check: (after: number) => {
      checks.count += 1;
      return check(after);
    },
  };
  const subscription = followSession(address, {
    EventSource: sources.EventSource,
    network,
    random: () => 0,
    backoffMs: {first: 2, longest: 8},
    silenceMs: 5_000,
    beforeLook: (read) => {
      look = read;
      return () => (look = () => undefined);
    },
    ...options,
    cursor,
  }).subscribe({
    next: (one) => {
      if (one.kind === 'event' && one.event.type === 'answer-delta') texts.push(`${one.event.model} ${one.event.text}`);
      news.push(...(one.kind === 'connection' ? [one.state] : [...(one.again ? ['again'] : []), `${cursor.after} ${one.event.type}`]));
    },
    error: (error: unknown) => (outcome.error = error),
    complete: () => (outcome.complete = true),
  });
  const reopened = (times: number) => waitUntil(() => sources.opened.length >= times, `never opened stream ${times}`, {timeout: 5_000});
  return {sources, network, news, texts, look: () => look(), outcome, checks, subscription, reopened};
}

const start = {type: 'analysis-start', at: 0};
const end = {type: 'session-end', outcome: 'done', ms: 1, at: 1};
const restarted = {type: 'session-end', outcome: 'failed', code: 'restarted', ms: 1, at: 1};

describe('followSession', () => {
  it('says each event in order, and after session-end completes and closes for good', () => {
    const {sources, news, outcome} = follow();
    sources.last.open();
    sources.last.say(start, 1);
    sources.last.say({type: 'heartbeat'});
    sources.last.say(end, 2);
    expect(news).to.deep.equal(['connecting', 'open', '1 analysis-start', '2 session-end']);
    expect(outcome.complete).to.be.true;
    expect(sources.last.closed).to.be.true;
  });

  it('joins text that comes faster than anyone looks, in order with all else', () => {
    const {sources, texts, news, look} = follow();
    const delta = (model: string, text: string, id: number) => sources.last.say({type: 'answer-delta', model, text, at: 0}, id);
    delta('a', 'T', 1);
    delta('a', 'i', 2);
    delta('a', 'de', 3);
    delta('b', 'M', 4);
    delta('a', 's', 5);
    expect(texts).to.deep.equal(['a T']);
    look();
    expect(texts).to.deep.equal(['a T', 'a ide', 'b M', 'a s']);
    delta('a', '!', 6);
    expect(texts.slice(4), 'it looked, and nothing waits').to.deep.equal(['a !']);
    delta('a', '?', 7);
    sources.last.say(end, 8);
    expect(texts.slice(5)).to.deep.equal(['a ?']);
    expect(news.slice(-2)).to.deep.equal(['7 answer-delta', '8 session-end']);
  });

  it('lets what is thought aloud and what is made of the answers wait as well', () => {
    const {sources, news, look} = follow();
    const said = [
      {type: 'answer-reasoning-delta', model: 'a', text: 'Hm'},
      {type: 'answer-reasoning-delta', model: 'a', text: '.'},
      {type: 'synthesis-delta', text: 'The'},
      {type: 'synthesis-delta', text: ' Moon'},
    ];
    for (const [id, event] of said.entries()) sources.last.say({...event, at: 0}, id + 1);
    expect(news.slice(1)).to.deep.equal(['1 answer-reasoning-delta']);
    look();
    expect(news.slice(2)).to.deep.equal(['4 answer-reasoning-delta', '4 synthesis-delta']);
  });

  it('reads the data of an event once', () => {
    const {sources, texts, look} = follow();
    sources.last.open();
    const reads: number[] = [];
    for (let id = 1; id <= 3; id++) {
      const message = new MessageEvent<string>('message', {data: JSON.stringify({type: 'answer-delta', model: 'm1', text: `${id} `, at: id}), lastEventId: String(id)});
      const {data} = message;
      Object.defineProperty(message, 'data', {get: () => reads.push(id) && data});
      sources.last.onmessage?.(message);
    }
    look();
    expect(texts).to.deep.equal(['m1 1 ', 'm1 2 3 ']);
    expect(reads).to.deep.equal([1, 2, 3]);
  });

  it('drops text that it hears twice among what waits', () => {
    const {sources, texts, look} = follow({cursor: {after: 2}});
    for (const [id, text] of ['T', 'i', 'd', 'e'].entries()) sources.last.say({type: 'answer-delta', model: 'a', text, at: 0}, id + 1);
    look();
    expect(texts).to.deep.equal(['a de']);
  });

  it('reads again the text that nobody was told of when it was left', () => {
    const cursor = {after: 0};
    const {sources, subscription} = follow({cursor});
    sources.last.say({type: 'answer-delta', model: 'a', text: 'Ti', at: 0}, 1);
    sources.last.say({type: 'answer-delta', model: 'a', text: 'des', at: 0}, 2);
    subscription.unsubscribe();
    expect(cursor.after).to.equal(1);
  });

  it('begins after the event that is known already', () => {
    const {sources, news} = follow({cursor: {after: 4}});
    expect(sources.last.url).to.equal('/events?after=4');
    sources.last.say(start, 4);
    sources.last.say(start, 5);
    expect(news).to.deep.equal(['connecting', '5 analysis-start']);
  });

  it('leaves a broken connection to the browser, and drops what it hears twice', () => {
    const {sources, news, checks} = follow();
    sources.last.open();
    sources.last.say(start, 1);
    sources.last.say(start, 3);
    sources.last.lose();
    sources.last.open();
    sources.last.say(start, 3);
    sources.last.say(start, 4);
    expect(news).to.deep.equal(['connecting', 'open', '1 analysis-start', '3 analysis-start', 'reconnecting', 'open', '4 analysis-start']);
    expect(sources.opened).to.have.length(1);
    expect(checks.count).to.equal(0);
  });

  it('passes over frames that are no events', () => {
    const {sources, news} = follow();
    sources.last.raw('not json');
    sources.last.raw('{"no":"type"}');
    sources.last.say(start, 1);
    expect(news).to.deep.equal(['connecting', '1 analysis-start']);
  });

  it('asks what happened when the browser gives up, and opens again after the last event', async () => {
    const {sources, news, checks, reopened} = follow();
    sources.last.say(start, 6);
    sources.last.giveUp();
    await reopened(2);
    expect(checks.count).to.equal(1);
    expect(sources.last.url).to.equal('/events?after=6');
    sources.last.open();
    sources.last.say(end, 7);
    expect(news).to.deep.equal(['connecting', '6 analysis-start', 'reconnecting', 'open', '7 session-end']);
  });

  it('fails when the session is gone', async () => {
    const gone = new AskError('session-gone', {status: 410});
    const {sources, outcome} = follow({}, () => Promise.reject(gone));
    sources.last.giveUp();
    await waitUntil(() => outcome.error !== undefined);
    expect(outcome.error).to.equal(gone);
    expect(sources.opened).to.have.length(1);
  });

  it('begins again from the first event when the server, restarted, does not have the last one that was seen', async () => {
    const {sources, news, outcome, reopened} = follow({}, (after) => (after > 4 ? Promise.reject(new AskError('bad-cursor', {status: 400})) : Promise.resolve()));
    sources.last.open();
    sources.last.say(start, 6);
    sources.last.giveUp();
    await reopened(2);
    expect(sources.last.url).to.equal('/events?after=0');
    sources.last.open();
    expect(news.at(-1), 'what was read stays until something takes its place').to.equal('open');
    sources.last.say(start, 1);
    sources.last.say(restarted, 5);
    expect(news).to.deep.equal(['connecting', 'open', '6 analysis-start', 'reconnecting', 'open', 'again', '1 analysis-start', '5 session-end']);
    expect(outcome).to.deep.equal({complete: true});
  });

  for (const how of ['by the browser', 'by us', 'after a pause'] as const) {
    it(`reads again from the first event what a restart closed after events that were lost, reconnected ${how}`, async () => {
      const {sources, news, outcome, reopened} = follow(how === 'after a pause' ? {cursor: {after: 6}} : {});
      sources.last.open();
      if (how !== 'after a pause') sources.last.say(start, 6);
      if (how === 'by the browser') sources.last.lose();
      if (how === 'by us') {
        sources.last.giveUp();
        await reopened(2);
      }
      sources.last.say(restarted, 7);
      await waitUntil(() => sources.last.url === '/events?after=0');
      expect(outcome.complete).to.be.false;
      sources.last.say(start, 1);
      sources.last.say(restarted, 7);
      expect(news.slice(-3)).to.deep.equal(['again', '1 analysis-start', '7 session-end']);
      expect(outcome.complete).to.be.true;
    });
  }

  it('asks again when it could not be told what happened', async () => {
    let times = 0;
    const {sources, reopened, checks} = follow({}, () => (++times < 3 ? Promise.reject(new AskError('network')) : Promise.resolve()));
    sources.last.giveUp();
    await reopened(2);
    expect(checks.count).to.equal(3);
  });

  it('gives up after so many attempts, and says so', async () => {
    const {sources, outcome, checks} = follow({attempts: 4}, () => Promise.reject(new AskError('network')));
    sources.last.giveUp();
    await waitUntil(() => outcome.error !== undefined);
    expect(outcome.error).to.be.instanceOf(AskError).with.property('code', 'connection-lost');
    expect(checks.count).to.equal(3);
  });

  it('counts attempts anew once an event has come', async () => {
    const {sources, outcome, reopened} = follow({attempts: 2});
    for (let round = 1; round <= 5; round++) {
      sources.last.say(start, round);
      sources.last.giveUp();
      await reopened(round + 1);
    }
    expect(outcome.error).to.be.undefined;
  });

  it('opens a silent stream again, even while the browser says that it is trying', async () => {
    const {sources, news, reopened} = follow({silenceMs: 40});
    sources.last.open();
    sources.last.say(start, 1);
    const retrying = setInterval(() => sources.opened[0]?.lose(), 10);
    await reopened(2);
    clearInterval(retrying);
    expect(sources.opened[0]?.closed).to.be.true;
    expect(sources.last.url).to.equal('/events?after=1');
    expect(news).to.include('reconnecting');
  });

  it('takes heartbeats for signs of life', async () => {
    const {sources} = follow({silenceMs: 400});
    sources.last.open();
    for (let beat = 0; beat < 6; beat++) {
      await aTimeout(100);
      sources.last.say({type: 'heartbeat'});
    }
    expect(sources.opened).to.have.length(1);
  });

  it('opens again at once when the device is back online, without waiting for its turn', async () => {
    const {sources, network, news, reopened} = follow({backoffMs: {first: 60_000, longest: 60_000}});
    network.online = false;
    sources.last.giveUp();
    await aTimeout(0);
    expect(news.at(-1)).to.equal('offline');
    network.online = true;
    network.online$.next(undefined);
    await reopened(2);
  });

  it('distrusts a stream that was open before the device was back online', async () => {
    const {sources, network, reopened} = follow();
    sources.last.open();
    sources.last.say(start, 2);
    network.online$.next(undefined);
    await reopened(2);
    expect(sources.opened[0]?.closed).to.be.true;
    expect(sources.last.url).to.equal('/events?after=2');
  });

  it('does not count attempts while the device is offline', async () => {
    const {sources, network, outcome, reopened} = follow({attempts: 1});
    network.online = false;
    sources.last.giveUp();
    await reopened(2);
    expect(outcome.error).to.be.undefined;
  });

  it('closes the stream and stops trying when nobody listens', async () => {
    const {sources, subscription} = follow();
    sources.last.giveUp();
    subscription.unsubscribe();
    await aTimeout(30);
    expect(sources.opened).to.have.length(1);
    expect(sources.last.closed).to.be.true;
  });
});
