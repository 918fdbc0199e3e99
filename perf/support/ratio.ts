/** perf/support - how two series of runs compare. */
import {median, round2} from './percentiles.ts';

/** The second over the first: of their medians, and the least and most of any pair of runs. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** Both must have runs, and none of the first may be 0. */
export function ratioOf(before: readonly number[], after: readonly number[]): Ratio {
  const pairs = before.flatMap((one) => after.map((other) => other / one));
  return {ratio: round2(median(after) / median(before)), low: round2(Math.min(...pairs)), high: round2(Math.max(...pairs))};
}
