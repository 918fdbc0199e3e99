import {expect} from 'chai';
import {seeded} from '../../perf/support/many-documents.ts';
import {inStretches, slopeOf} from '../../perf/support/slope.ts';

type Point = [number, number];

/** Noise around a line; the sum of twelve is near enough to normal. */
function noisy(rise: number, seed: number): Point[] {
  const random = seeded(seed);
  return Array.from({length: 30}, (_, x): Point => [x, rise * x + Array.from({length: 12}, random).reduce((sum, value) => sum + value, -6)]);
}

describe('perf: slope', () => {
  it('of a line is its rise, with no doubt', () => {
    const slope = slopeOf([1, 2, 3, 4].map((x): Point => [x, 5 + 2 * x]));
    expect(slope?.perUnit).to.be.closeTo(2, 1e-9);
    expect(slope?.low).to.be.closeTo(2, 1e-9);
    expect(slope?.high).to.be.closeTo(2, 1e-9);
  });

  it('has the bounds of the textbook', () => {
    // Worked by hand: residual variance 3.6 / 3, standard error √(1.2 / 10), t(3) 3.182.
    const slope = slopeOf([1, 3, 2, 5, 4].map((y, index): Point => [index + 1, y]));
    expect(slope?.perUnit).to.be.closeTo(0.8, 1e-9);
    expect(slope?.low).to.be.closeTo(-0.3023, 0.0001);
    expect(slope?.high).to.be.closeTo(1.9023, 0.0001);
  });

  it('holds the true rise in about 95 of 100 noisy runs', () => {
    const held = Array.from({length: 400}, (_, seed) => slopeOf(noisy(0.1, seed))).filter((slope) => slope !== undefined && slope.low <= 0.1 && 0.1 <= slope.high).length;
    expect(held / 400).to.be.within(0.92, 0.98);
  });

  it('is surely above 0 where something rises, and not where nothing does', () => {
    expect(slopeOf(noisy(0.5, 1))?.low).to.be.above(0);
    expect(slopeOf(noisy(0, 1))?.low).to.be.below(0);
  });

  it('is unknown for two points, and where time stands still', () => {
    expect(slopeOf([[1, 1], [2, 2]])).to.equal(undefined);
    expect(slopeOf([[1, 1], [1, 2], [1, 3]])).to.equal(undefined);
  });

  it('is taken over the lowest reading of each stretch', () => {
    const sawtooth = Array.from({length: 100}, (_, x): Point => [x, 10 + (x % 10)]);
    expect(inStretches(sawtooth, 10)).to.deep.equal(Array.from({length: 10}, (_, stretch) => [stretch * 10, 10]));
    expect(inStretches([[0, 3], [10, 1]], 5)).to.deep.equal([[0, 3], [10, 1]]);
  });
});
