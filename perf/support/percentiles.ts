/** perf/support - what many timings come to. */

/** Percentiles of one measure, in its own unit. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly count: number;
}

/** Nearest-rank percentiles; all 0 where there is nothing. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return {p50: at(0.5), p95: at(0.95), max: at(1), count: sorted.length};
}

/** Rounds to one decimal. */
export const round = (value: number): number => Math.round(value * 10) / 10;
