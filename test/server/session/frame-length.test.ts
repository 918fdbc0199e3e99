import {expect} from 'chai';
import {frameLength} from '../../../server/session/frame-length.ts';

describe('frameLength', () => {
  it('rises with the sessions that run, up to a hundred', () => {
    expect([0, 1, 10, 50, 100, 1_000].map((running) => frameLength(33, running))).to.deep.equal([33, 33, 34, 40, 48, 48]);
  });

  it('stays nothing where frames are to go at once', () => expect(frameLength(0, 100)).to.equal(0));
});
