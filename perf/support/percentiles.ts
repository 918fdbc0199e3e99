/** perf/support - what many timings come to. */

/** Percentiles of one measure, in its own unit. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** A curve of the whole: pairs of a share (0 to 1) and the value below which that share lies. */
export type Distribution = readonly (readonly [share: number, value: number])[];

/** Nearest-rank percentiles; all 0 where there is nothing. */
export function percentiles(values: Iterable<number>): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => round(rank(sorted, share));
  return {p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length};
}

const shares = [...Array.from({length: 20}, (_, step) => step / 20), 0.96, 0.97, 0.98, 0.99, 0.995, 0.999, 1];

/** For a chart: finer where it is steep. */
export function distribution(values: Iterable<number>): Distribution {
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => [share, round(rank(sorted, share))]);
}

/** The middle value; of an even count the lower one. 0 where there is nothing. */
export const median = (values: Iterable<number>): number => rank(Float64Array.from(values).sort(), 0.5);

/** Rounds to one decimal. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Rounds to two decimals: for ratios. */
export const round2 = (value: number): number => Math.round(value * 100) / 100;

function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
