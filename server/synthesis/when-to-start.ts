/** server/synthesis - decides when enough answers are in. Pure. */
import type {Answer} from '../pipeline/handoff.ts';

/** How the asked models fared so far. */
export interface Tally {
  /** In the order in which they were asked. */
  readonly asked: readonly string[];
  readonly ready: readonly Answer[];
  /** Models that failed. */
  readonly lost: readonly string[];
  /** Whether the wait after the first answer is over. */
  readonly isLate: boolean;
}

/** Fewer answers than this stand by themselves. */
const ENOUGH = 2;

/**
 * `start` as soon as enough models have answered: all but the slowest one, or `quorum` of them, or whoever has when the wait is over; two in any
 * case. `never` when fewer than two can. Answers of models that were not asked (the last resort's) do not count.
 * @param quorum - Answers that are enough; 0 for all but the slowest.
 */
export function whenToStart({asked, ready, lost, isLate}: Tally, quorum: number): 'wait' | 'start' | 'never' {
  const answered = asked.filter((model) => ready.some((answer) => answer.model === model));
  const open = asked.filter((model) => !answered.includes(model) && !lost.includes(model));
  if (answered.length + open.length < ENOUGH) return 'never';
  if (answered.length < ENOUGH) return 'wait';
  const isQuorum = quorum > 0 ? answered.length >= quorum : open.length <= 1;
  return isQuorum || isLate || open.length === 0 ? 'start' : 'wait';
}
