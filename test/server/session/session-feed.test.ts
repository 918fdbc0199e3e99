import {expect} from 'chai';
import fc from 'fast-check';
import {concatMap, filter, firstValueFrom, map, of, Subject, timer} from 'rxjs';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {followSession} from '../../../server/session/follow-session.ts';
import {SessionFeed} from '../../../server/session/session-feed.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionEvent, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {marbles} from '../../support/marbles.ts';
import {anyLog} from '../../support/session-events.ts';

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

describe('followSession', () => {
  it(
    'gives one batch per demand, as soon as there is something',
    marbles(({hot, expectObservable}) => {
      const feed = new SessionFeed(memorySessionLog(), () => 0);
      hot('           a--bc-------w-', {a: events['w']!, b: events['w']!, c: events['w']!, w: events['w']!}).subscribe((event) => feed.append(event));
      const demand$ = hot('d-------d---d', {d: 0});
      const expected = '   a-------b---c';
      const ids$ = followSession(feed, 0, demand$).pipe(map(({frames}) => frames.map(({id}) => id)));
      expectObservable(ids$).toBe(expected, {a: [1], b: [2, 3], c: [4]});
    }),
  );

  it(
    'completes after the last event, and at once when all of an ended session was seen',
    marbles(({hot, cold, expectObservable}) => {
      const feed = new SessionFeed(memorySessionLog(), () => 0);
      hot('-we', events).subscribe((event) => feed.append(event));
      const lasts$ = followSession(feed, 0, hot('d-d-d', {d: 0})).pipe(map(({last}) => last));
      expectObservable(lasts$).toBe('-n(y|)', {n: false, y: true});
      const late$ = timer(5).pipe(concatMap(() => followSession(feed, 2, cold('d', {d: 0}))));
      expectObservable(late$).toBe('-----|');
    }),
  );

  it('replays from every cut, for any interleaving of writing and reading, to the state that a live reader has', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.boolean(), {minLength: 80, maxLength: 80}), fc.nat(), (log, reads, at) => {
        const feed = new SessionFeed(memorySessionLog(), () => 0);
        const cut = at % (log.length + 1);
        const live: SessionFrame[] = [];
        const demand$ = new Subject<void>();
        followSession(feed, 0, demand$).subscribe(({frames}) => live.push(...frames.map(({frame}) => frame)));
        log.forEach((event, index) => {
          if (reads[index]) demand$.next();
          feed.append(event);
        });
        demand$.next();
        demand$.next();
        const replayed: SessionFrame[] = [];
        followSession(feed, cut, of(1, 2)).subscribe(({frames}) => replayed.push(...frames.map(({frame}) => frame)));
        const seen = log.slice(0, cut).reduce(reduceSession, emptySession);
        const want = log.reduce(reduceSession, emptySession);
        expect(live.reduce(reduceSession, emptySession)).to.deep.equal(want);
        expect(replayed.reduce(reduceSession, seen)).to.deep.equal(want);
      }),
    );
  });
});
