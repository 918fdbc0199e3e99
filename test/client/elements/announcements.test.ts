import {expect} from '@open-wc/testing';
import {announcements, type Told} from '../../../client/elements/announcements.ts';
import {AskError} from '../../../client/store/ask-error.ts';
import type {Said} from '../../../shared/session-event.ts';
import {answered, answerFailed, answerStarted, delta, enriched, found, oneAnswer, source, started, stateAfter, synthesisStarted} from '../support/session-events.ts';
import {englishWords} from '../../../client/words/words.ts';

const told = (said: readonly Said[], more: Partial<Told> = {}): Told => ({key: 1, state: stateAfter(...said), phase: 'running', connection: 'open', error: undefined, ...more});
const heard = (before: Told, now: Told) => announcements(before, now, englishWords).map(({text, urgent}) => (urgent ? `! ${text}` : text));

describe('announcements', () => {
  it('says each stage as it begins', () => {
    const upTo = (end: number) => told(oneAnswer.slice(0, end));
    const all = oneAnswer.flatMap((_, index) => heard(upTo(index), upTo(index + 1)));
    expect(all).to.deep.equal(['Understanding the question.', 'Searching.', '2 pages found, reading.', '2 sources ready, writing the answer.']);
  });

  it('never says text that streams', () => {
    const before = told([started(), answerStarted(), delta('one')]);
    expect(heard(before, told([started(), answerStarted(), delta('one two three')]))).to.deep.equal([]);
  });

  it('says that the answer is complete, with counts', () => {
    expect(heard(told(oneAnswer.slice(0, -1)), told(oneAnswer, {phase: 'done'}))).to.deep.equal(['Answer complete, 2 sources.']);
  });

  it('says which of several models has answered, or failed', () => {
    const begun = [enriched(source(1)), answerStarted('m1'), answerStarted('m2')];
    expect(heard(told(begun), told([...begun, answered('m1')]))).to.deep.equal(['m1 has answered.']);
    expect(heard(told(begun), told([...begun, {...answered('m2'), stopped: true} as Said]))).to.deep.equal(['m2 was stopped.']);
    expect(heard(told(begun), told([...begun, answerFailed('m2')]))).to.deep.equal(['! m2 failed: It stopped in mid-sentence.']);
    expect(heard(told([...begun, answered('m1'), answered('m2')]), told([...begun, answered('m1'), answered('m2'), synthesisStarted('m1', 'm2')]))).to.deep.equal(['Combining the answers.']);
    expect(heard(told([...begun, answered('m1'), answered('m2')]), told([...begun, answered('m1'), answered('m2')], {phase: 'done'}))).to.deep.equal(['Answers complete: 2 models, 1 source.']);
  });

  it('says a lost connection once, and that it is back', () => {
    const at = (connection: Told['connection']) => told([found(1)], {connection});
    expect(heard(at('open'), at('reconnecting'))).to.deep.equal(['Connection lost, reconnecting.']);
    expect(heard(at('reconnecting'), at('offline'))).to.deep.equal([]);
    expect(heard(at('offline'), at('open'))).to.deep.equal(['Connected again.']);
    expect(heard(at('connecting'), at('open'))).to.deep.equal([]);
  });

  it('says the end of each question, also of one that began and ended unseen', () => {
    const first = told(oneAnswer, {phase: 'done'});
    expect(heard(first, first)).to.deep.equal([]);
    expect(heard(first, {...first, key: 2})).to.deep.equal(['Answer complete, 2 sources.']);
  });

  it('says the question’s start and its other ends, errors urgently', () => {
    const none = told([], {phase: 'empty', connection: 'idle'});
    const running = told([]);
    expect(heard(none, running)).to.deep.equal(['Question sent.']);
    expect(heard(running, {...running, phase: 'stopped'})).to.deep.equal(['Stopped.']);
    expect(heard(running, {...running, phase: 'failed', error: new AskError('timeout')})).to.deep.equal(['! The answer server did not reply in time. Try again in a moment.']);
  });
});
