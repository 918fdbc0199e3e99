import {expect} from '@open-wc/testing';
import {closeLocally} from '../../../client/store/close-locally.ts';
import {answered, answerStarted, delta, oneAnswer, started, stateAfter, synthesisDelta, synthesisStarted} from '../support/session-events.ts';

const closing = {outcome: 'failed', code: 'session-gone', message: 'It is gone.', ms: 40} as const;

describe('closeLocally', () => {
  it('ends a session that had not begun', () => {
    expect(closeLocally(stateAfter(), closing)).to.include({status: 'ended', outcome: 'failed', code: 'session-gone'});
  });

  it('closes what is being written and keeps its text', () => {
    const open = stateAfter(started(['m1', 'm2']), answerStarted('m1'), delta('half', 'm1'), answerStarted('m2'), delta('whole', 'm2'), answered('m2'), synthesisStarted('m2'), synthesisDelta('both'));
    const {answers, synthesis} = closeLocally(open, closing);
    expect(answers.map(({status, text}) => `${status} ${text}`)).to.deep.equal(['failed half', 'done whole']);
    expect(synthesis).to.include({status: 'failed', text: 'both', message: 'It is gone.'});
  });

  it('leaves a session that has ended as it is', () => {
    const state = stateAfter(...oneAnswer);
    expect(closeLocally(state, closing)).to.equal(state);
  });
});
