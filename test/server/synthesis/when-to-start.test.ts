import {expect} from 'chai';
import {whenToStart} from '../../../server/synthesis/when-to-start.ts';

/** Each letter is a model. */
const decide = (asked: string, ready: string, lost: string, {isLate = false, quorum = 0} = {}) =>
  whenToStart({asked: asked.split(''), ready: ready.split('').map((model) => ({model, text: 'x', citations: []})), lost: lost.split(''), isLate}, quorum);

describe('whenToStart', () => {
  it('waits for two answers at least', () => {
    expect(decide('ab', '', '')).to.equal('wait');
    expect(decide('ab', 'a', '')).to.equal('wait');
    expect(decide('abc', 'a', 'b')).to.equal('wait');
    expect(decide('abc', 'a', '', {isLate: true})).to.equal('wait');
  });

  it('starts with all but the slowest', () => {
    expect(decide('ab', 'ba', '')).to.equal('start');
    expect(decide('abc', 'ab', '')).to.equal('start');
    expect(decide('abcd', 'ab', '')).to.equal('wait');
    expect(decide('abcd', 'ab', 'c')).to.equal('start');
    expect(decide('abc', 'ac', 'b')).to.equal('start');
  });

  it('starts with as many as were set, and when the wait is over with whoever is there', () => {
    expect(decide('abcd', 'ab', '', {quorum: 2})).to.equal('start');
    expect(decide('abcd', 'ab', '', {quorum: 3})).to.equal('wait');
    expect(decide('abc', 'ab', '', {quorum: 3})).to.equal('wait');
    expect(decide('abc', 'ab', 'c', {quorum: 3})).to.equal('start');
    expect(decide('abcde', 'ab', '', {isLate: true})).to.equal('start');
  });

  it('never starts when fewer than two can answer', () => {
    expect(decide('a', 'a', '')).to.equal('never');
    expect(decide('abc', 'a', 'bc')).to.equal('never');
    expect(decide('abc', '', 'bc')).to.equal('never');
    expect(decide('ab', '', 'ab')).to.equal('never');
    expect(decide('', '', '')).to.equal('never');
  });

  it('does not count answers of models that were not asked', () => {
    expect(decide('ab', 'ax', '')).to.equal('wait');
    expect(decide('ab', 'ax', 'b')).to.equal('never');
  });
});
