import {expect} from 'chai';
import fc from 'fast-check';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {LogCursor} from '../../../server/session/log-cursor.ts';
import {SessionFeed} from '../../../server/session/session-feed.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionEvent, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {anyLog} from '../../support/session-events.ts';

const warning: SessionEvent = {type: 'session-warning', at: 0, code: 'c', message: 'm'};
const end: SessionEvent = {type: 'session-end', at: 0, outcome: 'done', ms: 0};
const feedOf = (...events: readonly SessionEvent[]): SessionFeed => {
  const feed = new SessionFeed(memorySessionLog(), () => 0);
  for (const event of events) feed.append(event);
  return feed;
};
const idsOf = (cursor: LogCursor): readonly number[] | undefined => cursor.take()?.frames.map(({id}) => id);
/** Takes until there is nothing. */
function takeAll(cursor: LogCursor): SessionFrame[] {
  const frames: SessionFrame[] = [];
  for (let batch; (batch = cursor.take()) !== undefined; ) frames.push(...batch.frames.map(({frame}) => frame));
  return frames;
}

describe('LogCursor', () => {
  it('takes what it has not taken, and nothing where there is nothing', () => {
    const feed = feedOf(warning);
    const cursor = new LogCursor(feed, 0);
    expect(idsOf(cursor)).to.deep.equal([1]);
    expect(idsOf(cursor)).to.equal(undefined);
    feed.append(warning);
    feed.append(warning);
    expect(idsOf(cursor)).to.deep.equal([2, 3]);
    expect(cursor.after).to.equal(3);
  });

  it('takes nothing that is not shown yet', () => {
    const feed = new SessionFeed(memorySessionLog(), () => 60_000);
    const delta: SessionEvent = {type: 'answer-delta', at: 0, model: 'a', text: 'x'};
    for (const event of [delta, delta]) feed.append(event);
    const cursor = new LogCursor(feed, 0);
    expect(idsOf(cursor)).to.deep.equal([1]);
    expect(idsOf(cursor)).to.equal(undefined);
    feed.append(end);
    expect(idsOf(cursor)).to.deep.equal([2, 3]);
  });

  it('is over after the last event, and from the beginning when all of an ended session was seen', () => {
    const feed = feedOf(warning);
    const cursor = new LogCursor(feed, 0);
    cursor.take();
    expect(cursor.isOver).to.equal(false);
    feed.append(end);
    expect(cursor.isOver).to.equal(false);
    cursor.take();
    expect(cursor.isOver).to.equal(true);
    expect(new LogCursor(feed, 2).isOver).to.equal(true);
    expect(new LogCursor(feed, 1).isOver).to.equal(false);
  });

  it('says that it moved at once and with each showing, until the end', () => {
    const feed = feedOf(warning);
    const said: string[] = [];
    new LogCursor(feed, 1).moved$.subscribe({next: () => said.push('moved'), complete: () => said.push('complete')});
    expect(said).to.deep.equal(['moved']);
    feed.append(end);
    expect(said).to.deep.equal(['moved', 'moved', 'complete']);
  });

  it('gives those who stand at the same place the same batch, which is encoded once', () => {
    const feed = feedOf(warning);
    const [one, other] = [new LogCursor(feed, 0), new LogCursor(feed, 0)];
    expect(one.take()).to.equal(other.take());
    feed.append(warning);
    const batch = one.take();
    expect(batch?.frames.map(({id}) => id)).to.deep.equal([2]);
    expect(other.take()).to.equal(batch);
  });

  it('takes a long backlog in pieces', () => {
    const long: SessionEvent = {type: 'answer-delta', at: 0, model: 'a', text: 'x'.repeat(10_000)};
    const cursor = new LogCursor(feedOf(long, warning, long, warning, long, end), 0);
    expect(idsOf(cursor)).to.deep.equal([1, 2]);
    expect(idsOf(cursor)).to.deep.equal([3, 4]);
    expect(idsOf(cursor)).to.deep.equal([5, 6]);
    const many = new LogCursor(feedOf(...Array.from({length: 600}, () => warning)), 0);
    expect([idsOf(many)?.length, idsOf(many)?.length]).to.deep.equal([512, 88]);
  });

  it('replays from every cut, for any interleaving of writing and reading, to the state that a live reader has', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.boolean(), {minLength: 80, maxLength: 80}), fc.nat(), (log, reads, at) => {
        const feed = feedOf();
        const cut = at % (log.length + 1);
        const live: SessionFrame[] = [];
        const cursor = new LogCursor(feed, 0);
        log.forEach((event, index) => {
          if (reads[index]) live.push(...(cursor.take()?.frames ?? []).map(({frame}) => frame));
          feed.append(event);
        });
        live.push(...takeAll(cursor));
        const replayed = takeAll(new LogCursor(feed, cut));
        const seen = log.slice(0, cut).reduce(reduceSession, emptySession);
        const want = log.reduce(reduceSession, emptySession);
        expect(live.reduce(reduceSession, emptySession)).to.deep.equal(want);
        expect(replayed.reduce(reduceSession, seen)).to.deep.equal(want);
      }),
    );
  });
});
