import {expect} from 'chai';
import fc from 'fast-check';
import {distribution, median, percentiles} from '../../perf/support/percentiles.ts';

describe('perf: percentiles', () => {
  it('are values that were measured, by nearest rank', () => {
    const values = Array.from({length: 100}, (_, index) => 100 - index);
    expect(percentiles(values)).to.deep.equal({p50: 50, p95: 95, p99: 99, max: 100, count: 100});
  });

  it('of a few are the highest, and of nothing 0', () => {
    expect(percentiles([3, 1])).to.deep.equal({p50: 1, p95: 3, p99: 3, max: 3, count: 2});
    expect(percentiles([])).to.deep.equal({p50: 0, p95: 0, p99: 0, max: 0, count: 0});
  });

  it('sort numbers as numbers', () => expect(percentiles([10, 9, 100]).p50).to.equal(10));

  it('take one of an even count as the median', () => {
    expect(median([4, 1, 3, 2])).to.equal(2);
    expect(median([5])).to.equal(5);
  });

  it('rise along a distribution from the least to the most, whatever is measured', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 10_000}), {minLength: 1}), (values) => {
        const curve = distribution(values).map(([, value]) => value);
        expect(curve).to.deep.equal(curve.toSorted((a, b) => a - b));
        expect([curve[0], curve.at(-1)]).to.deep.equal([Math.min(...values), Math.max(...values)]);
      }),
    );
  });
});
