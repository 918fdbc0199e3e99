import {expect} from 'chai';
import {whenToStart} from '../../../server/synthesis/when-to-start.ts';

/** Each letter is a model. */
const decide = (asked: string, ready: string, lost: string) =>
  whenToStart({asked: asked.split(''), ready: ready.split('').map((model) => ({model, text: 'x', citations: []})), lost: lost.split('')});

describe('whenToStart', () => {
  it('waits while a model is open', () => {
    expect(decide('ab', '', '')).to.equal('wait');
    expect(decide('abc', 'ab', '')).to.equal('wait');
    expect(decide('abc', 'a', 'b')).to.equal('wait');
  });

  it('starts when all are in and two or more answered', () => {
    expect(decide('ab', 'ba', '')).to.equal('start');
    expect(decide('abc', 'ac', 'b')).to.equal('start');
  });

  it('never starts when fewer did', () => {
    expect(decide('a', 'a', '')).to.equal('never');
    expect(decide('abc', 'a', 'bc')).to.equal('never');
    expect(decide('ab', '', 'ab')).to.equal('never');
    expect(decide('', '', '')).to.equal('never');
  });

  it('does not count answers of models that were not asked', () => {
    expect(decide('ab', 'ax', '')).to.equal('wait');
    expect(decide('ab', 'ax', 'b')).to.equal('never');
  });
});
