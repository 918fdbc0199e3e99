import {expect} from 'chai';
import fc from 'fast-check';
import {EventFold} from '../../../server/session/event-fold.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {anyLog} from '../../support/session-events.ts';

describe('EventFold', () => {
  it('tells what the reducer tells, whenever it is asked', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.boolean(), {minLength: 80, maxLength: 80}), (log, asks) => {
        const fold = new EventFold();
        let want = emptySession;
        log.forEach((event, index) => {
          fold.add(event);
          want = reduceSession(want, event);
          if (asks[index]) expect(fold.state).to.deep.equal(want);
        });
        expect(fold.state).to.deep.equal(want);
      }),
    );
  });

  it('goes on from what was before, and gives the same object while nothing comes', () => {
    const fold = new EventFold({...emptySession, question: 'q'});
    fold.add({type: 'session-warning', at: 0, code: 'c', message: 'm'});
    expect(fold.state).to.deep.include({question: 'q', warnings: [{code: 'c', message: 'm'}]});
    expect(fold.state).to.equal(fold.state);
  });
});
