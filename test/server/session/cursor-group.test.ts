import {expect} from 'chai';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {CursorGroup} from '../../../server/session/cursor-group.ts';
import {LogCursor} from '../../../server/session/log-cursor.ts';
import {SessionFeed} from '../../../server/session/session-feed.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';

const long: SessionEvent = {type: 'session-warning', at: 0, code: 'c', message: 'm'};
const end: SessionEvent = {type: 'session-end', at: 0, outcome: 'done', ms: 0};
/** A backlog of several batches. */
const backlog = Array.from({length: 1_200}, () => long);

function groupOf(...logs: readonly (readonly SessionEvent[])[]): {feeds: readonly SessionFeed[]; group: CursorGroup} {
  const feeds = logs.map((events) => {
    const feed = new SessionFeed(memorySessionLog(), () => 0);
    for (const event of events) feed.append(event);
    return feed;
  });
  return {feeds, group: new CursorGroup(feeds.map((feed) => new LogCursor(feed, 0)))};
}

describe('CursorGroup', () => {
  it('takes from those that have something in turn, so that a long backlog keeps nobody waiting', () => {
    const {group} = groupOf(backlog, [], [long], backlog);
    const turns: (number | undefined)[] = [];
    for (let taken; (taken = group.take()) !== undefined; ) turns.push(taken.index);
    expect(turns).to.deep.equal([0, 2, 3, 0, 3, 0, 3]);
  });

  it('is over when all are, and says that it moved when one has', () => {
    const {feeds, group} = groupOf([end], [long]);
    let moved = 0;
    group.moved$.subscribe(() => (moved += 1));
    expect(moved).to.equal(2);
    group.take();
    group.take();
    expect(group.isOver).to.equal(false);
    feeds[1]?.append(end);
    expect(moved).to.equal(3);
    expect(group.take()?.batch.frames.map(({id}) => id)).to.deep.equal([2]);
    expect([group.take(), group.isOver]).to.deep.equal([undefined, true]);
  });
});
