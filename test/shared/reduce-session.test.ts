import {expect} from 'chai';
import fc from 'fast-check';
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {anyEvent, anyLog, eventOf, eventTypes} from '../support/session-events.ts';

const fold = (events: readonly SessionEvent[], from: SessionState = emptySession) => events.reduce(reduceSession, from);
const start = (model: string): SessionEvent => ({type: 'answer-start', at: 0, model, sources: [1]});
const delta = (model: string, text: string): SessionEvent => ({type: 'answer-delta', at: 1, model, text});

describe('reduceSession', () => {
  it('does not depend on how a text was cut into deltas', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), {minLength: 1}), (pieces) => {
        const cut = fold([start('a'), ...pieces.map((piece) => delta('a', piece))]);
        const whole = fold([start('a'), delta('a', pieces.join(''))]);
        expect(cut).to.deep.equal(whole);
      }),
    );
  });

  it('gives the same whether it is folded at once or from any cut', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, at) => {
        const cut = at % (log.length + 1);
        expect(fold(log.slice(cut), fold(log.slice(0, cut)))).to.deep.equal(fold(log));
      }),
    );
  });

  it('never changes a state it was given', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, {maxLength: 30}), (events) => {
        const state = fold(events.slice(0, -1));
        const before = structuredClone(state);
        reduceSession(state, events.at(-1) ?? start('a'));
        expect(state).to.deep.equal(before);
      }),
    );
  });

  it('leaves the very same state for an unknown event', () => {
    const state = fold([start('a'), delta('a', 'x')]);
    const future = {type: 'answer-applause', at: 3, model: 'a'} as unknown as SessionEvent;
    expect(reduceSession(state, future)).to.equal(state);
  });

  it('changes something for every event of the contract', () => {
    const full = fold([
      {type: 'search-result', at: 0, query: 'q', provider: 'p', hit: {id: 'page', url: 'https://a.example/', title: 't', snippet: 's', rank: 1}},
      start('a'),
      {type: 'synthesis-start', at: 0, model: 'a', answers: ['a']},
    ]);
    for (const type of eventTypes) {
      const [event] = fc.sample(eventOf(type, 'all'), {numRuns: 1, seed: 7});
      const aimed = {...event!, ...('model' in event! && {model: 'a'}), ...('id' in event! && {id: 'page'})} as SessionEvent;
      expect(reduceSession(full, aimed), type).to.not.deep.equal(full);
    }
  });

  it('keeps the identity of what an event does not touch', () => {
    const state = fold([start('a'), start('b'), {type: 'enrichment-end', at: 1, sources: [], ms: 1}]);
    const next = reduceSession(state, delta('a', 'x'));
    expect(next.answers[1]).to.equal(state.answers[1]);
    expect(next.sources).to.equal(state.sources);
    expect(next.stages).to.equal(state.stages);
  });

  it('voids a text on reset and keeps the reason', () => {
    const state = fold([start('a'), delta('a', 'wrong'), {type: 'answer-reset', at: 2, model: 'a', reason: 'It broke off.', code: 'truncated', next: 'b'}, delta('a', 'right')]);
    expect(state.answers[0]).to.include({text: 'right', status: 'running'});
    expect(state.answers[0]?.reset).to.deep.equal({reason: 'It broke off.', code: 'truncated', next: 'b'});
  });

  it('forgets on reset that the model before was to be tried again', () => {
    const retry = {attempt: 2, inMs: 8_000, code: 'timeout'};
    const events: SessionEvent[] = [
      {type: 'answer-start', at: 0, model: 'a', sources: []},
      {type: 'answer-retry', at: 1, model: 'a', ...retry},
      {type: 'answer-reset', at: 2, model: 'a', reason: 'It broke.', next: 'b'},
      {type: 'synthesis-start', at: 3, model: 'a', answers: ['a']},
      {type: 'synthesis-retry', at: 4, ...retry},
      {type: 'synthesis-reset', at: 5, reason: 'It broke.', code: 'timeout', next: 'b'},
    ];
    const {answers, synthesis} = events.reduce(reduceSession, emptySession);
    for (const writing of [answers[0], synthesis]) expect(writing).to.have.property('reset').that.is.an('object');
    for (const writing of [answers[0], synthesis]) expect(writing).not.to.have.property('retry');
  });

  it('keeps the text of a failed answer only if it is partial', () => {
    const failed = (partial: boolean) => fold([start('a'), delta('a', 'some'), {type: 'answer-error', at: 2, model: 'a', code: 'timeout', message: 'Late.', partial}]);
    expect(failed(true).answers[0]).to.include({status: 'failed', text: 'some', code: 'timeout'});
    expect(failed(false).answers[0]).to.include({status: 'failed', text: ''});
  });
});
