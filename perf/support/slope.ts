/** perf/support - whether something rises over time, and how sure that is. */

/** A rise per unit of `x`, and the bounds between which it is with 95 % confidence. */
export interface Slope {
  readonly perUnit: number;
  readonly low: number;
  readonly high: number;
  readonly points: number;
}

/** 97.5th percentiles of Student's t by degrees of freedom, from 1. Beyond the list that of the normal distribution is near enough. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042];

/**
 * Least squares. Readings that are near in time are alike, which would make the result look surer than it is: pass one value for each stretch of time
 * ({@link inStretches}).
 * @returns `undefined` for fewer than three points, or where `x` does not change.
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope | undefined {
  const count = points.length;
  if (count < 3) return undefined;
  const mean = (place: 0 | 1) => points.reduce((sum, point) => sum + point[place], 0) / count;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spreadX === 0) return undefined;
  const perUnit = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  const residue = points.reduce((sum, [x, y]) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0);
  const error = (T[count - 3] ?? 1.96) * Math.sqrt(residue / (count - 2) / spreadX);
  return {perUnit, low: perUnit - error, high: perUnit + error, points: count};
}

/** The lowest reading of each of so many equal stretches of `x`: for heaps, what is left after a collection. Empty stretches are left out. */
export function inStretches(points: readonly (readonly [x: number, y: number])[], stretches: number): [x: number, y: number][] {
  const xs = points.map(([x]) => x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const lowest = new Map<number, [number, number]>();
  for (const [x, y] of points) {
    const stretch = Math.min(stretches - 1, Math.floor(((x - from) / Math.max(to - from, Number.EPSILON)) * stretches));
    const known = lowest.get(stretch);
    if (!known || y < known[1]) lowest.set(stretch, [x, y]);
  }
  return [...lowest].sort(([one], [other]) => one - other).map(([, point]) => point);
}
