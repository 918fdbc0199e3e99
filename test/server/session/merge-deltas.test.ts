import {expect} from 'chai';
import fc from 'fast-check';
import {mergeDeltas} from '../../../server/session/merge-deltas.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {anyLog} from '../../support/session-events.ts';

const entriesOf = (events: readonly SessionEvent[]) => events.map((event, index) => ({id: index + 1, event}));
const fold = (events: readonly SessionEvent[]) => events.reduce(reduceSession, emptySession);
const delta = (model: string, text: string): SessionEvent => ({type: 'answer-delta', at: 0, model, text});

describe('mergeDeltas', () => {
  it('joins adjacent text of one answer and tells the first and last id', () => {
    const frames = mergeDeltas(entriesOf([delta('a', 'x'), delta('a', 'y'), delta('b', 'z')]));
    expect(frames).to.deep.equal([
      {id: 2, frame: {...delta('a', 'xy'), from: 1}},
      {id: 3, frame: delta('b', 'z')},
    ]);
  });

  it('adds up to the same state, with ids that strictly rise and ranges without gaps', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const frames = mergeDeltas(entriesOf(log));
        expect(fold(frames.map(({frame: {from: _, ...event}}) => event))).to.deep.equal(fold(log));
        let next = 1;
        for (const {id, frame} of frames) {
          expect(frame.from ?? id).to.equal(next);
          next = id + 1;
        }
        expect(next).to.equal(log.length + 1);
      }),
    );
  });

  it('begins a new frame before a frame grows beyond 16 Ki characters', () => {
    const frames = mergeDeltas(entriesOf(Array.from({length: 100}, () => delta('a', 'x'.repeat(1_000)))));
    const texts = frames.map(({frame}) => (frame.type === 'answer-delta' ? frame.text.length : 0));
    expect(texts).to.deep.equal([...Array.from({length: 6}, () => 16_000), 4_000]);
  });

  it('gives nothing for nothing', () => {
    expect(mergeDeltas([])).to.deep.equal([]);
  });
});
