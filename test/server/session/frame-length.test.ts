import {expect} from 'chai';
import {frameLength} from '../../../server/session/frame-length.ts';

describe('frameLength', () => {
  it('rises with the sessions that run, up to a hundred', () => {
    expect([0, 1, 10, 50, 100].map((running) => frameLength(33, running))).to.deep.equal([33, 33, 35, 42, 50]);
  });

  it('falls again where the server keeps text waiting by itself, and not below what three hundred have', () => {
    expect([100, 200, 300, 301, 1_000].map((running) => frameLength(33, running))).to.deep.equal([50, 48, 45, 45, 45]);
  });

  it('stays nothing where frames are to go at once', () => expect(frameLength(0, 100)).to.equal(0));
});
