import {expect} from 'chai';
import {ratioOf} from '../../perf/support/ratio.ts';

describe('perf: ratio', () => {
  it('is that of the medians, with the least and the most of any pair', () => {
    expect(ratioOf([10, 20, 10], [5, 30, 20])).to.deep.equal({ratio: 2, low: 0.25, high: 3});
    expect(ratioOf([4], [2])).to.deep.equal({ratio: 0.5, low: 0.5, high: 0.5});
  });
});
