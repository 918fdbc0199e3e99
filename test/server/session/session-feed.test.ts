import {expect} from 'chai';
import {filter, firstValueFrom, map} from 'rxjs';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {SessionFeed} from '../../../server/session/session-feed.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';
import {marbles} from '../../support/marbles.ts';

const events: Record<string, SessionEvent> = {
  s: {type: 'answer-start', at: 0, model: 'a', sources: []},
  d: {type: 'answer-delta', at: 0, model: 'a', text: 'x'},
  o: {type: 'answer-delta', at: 0, model: 'b', text: 'y'},
  r: {type: 'answer-reset', at: 0, model: 'a', reason: 'truncated'},
  w: {type: 'session-warning', at: 0, code: 'c', message: 'm'},
  e: {type: 'session-end', at: 0, outcome: 'done', ms: 0},
};

describe('SessionFeed', () => {
  const shows = (name: string, diagram: string, shown: string, ids: Record<string, number>) => {
    it(
      name,
      marbles(({hot, expectObservable}) => {
        const feed = new SessionFeed(memorySessionLog(), () => 4);
        hot(diagram, events).subscribe((event) => feed.append(event));
        expectObservable(feed.horizon$.pipe(map(({shownId}) => shownId))).toBe(shown, ids);
      }),
    );
  };

  shows('shows the first text at once and joins what comes within a frame', '-s-d-d-d---w', '-1-2---4---5', {1: 1, 2: 2, 4: 4, 5: 5});
  shows('shows text at once when the last frame is long enough ago', '-d-----d', '-1-----2', {1: 1, 2: 2});
  shows('shows the first text of every answer at once', '-d-o-d', '-1-2---3', {1: 1, 2: 2, 3: 3});
  shows('lets an event take the waiting text along, and no timer remains', '-d-dw----', '-1--3----', {1: 1, 3: 3});
  shows('shows text after a reset at once', '-d-rd', '-1-23', {1: 1, 2: 2, 3: 3});
  shows('completes after the end of the session', '-d-de', '-1--(3|)', {1: 1, 3: 3});

  it('tells who comes late how far it is, and its end', () => {
    const feed = new SessionFeed(memorySessionLog(), () => 4);
    const hear = () => {
      const heard: unknown[] = [];
      feed.horizon$.subscribe({next: (horizon) => heard.push(horizon), complete: () => heard.push('over')});
      return heard;
    };
    expect(hear(), 'before anything is shown').to.deep.equal([]);
    feed.append(events['w']!);
    expect(hear()).to.deep.equal([{shownId: 1, ended: false}]);
    feed.append(events['e']!);
    expect(hear()).to.deep.equal([{shownId: 2, ended: true}, 'over']);
  });

  it('shows text after one frame also where the clock was set back', async () => {
    const feed = new SessionFeed(memorySessionLog(), () => 5);
    const {now} = Date;
    feed.append(events['d']!);
    Date.now = () => now() - 3_600_000;
    try {
      feed.append(events['d']!);
    } finally {
      Date.now = now;
    }
    await firstValueFrom(feed.horizon$.pipe(filter(({shownId}) => shownId === 2)));
  });
});
