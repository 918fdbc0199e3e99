import {expect} from 'chai';
import fc from 'fast-check';
import {EventFold} from '../../../server/session/event-fold.ts';
import {EventList} from '../../../server/session/event-list.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {anyLog} from '../../support/session-events.ts';

const foldOf = (log: EventList) => new EventFold((after) => log.read(after, log.lastId));

describe('EventFold', () => {
  it('tells what the reducer tells, whenever it is asked', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.boolean(), {minLength: 80, maxLength: 80}), (events, asks) => {
        const log = new EventList();
        const fold = foldOf(log);
        let want = emptySession;
        events.forEach((event, index) => {
          log.append(event);
          want = reduceSession(want, event);
          if (asks[index]) expect(fold.state).to.deep.equal(want);
        });
        expect(fold.state).to.deep.equal(want);
      }),
    );
  });

  it('gives the same object while nothing comes', () => {
    const log = new EventList([{type: 'session-warning', at: 0, code: 'c', message: 'm'}]);
    const fold = foldOf(log);
    expect(fold.state).to.deep.include({warnings: [{code: 'c', message: 'm'}]});
    expect(fold.state).to.equal(fold.state);
  });
});
