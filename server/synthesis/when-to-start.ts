/** server/synthesis - decides when enough answers are in. Pure. */
import type {Answer} from '../pipeline/handoff.ts';

/** How the asked models fared so far. */
export interface Tally {
  /** In the order in which they were asked. */
  readonly asked: readonly string[];
  readonly ready: readonly Answer[];
  /** Models that failed. */
  readonly lost: readonly string[];
}

/** Fewer answers than this stand by themselves. */
const ENOUGH = 2;

/**
 * `start` as soon as every asked model has answered or failed and two or more answered; `never` when too few did.
 * Answers of models that were not asked (the fallback's) do not count.
 */
export function whenToStart({asked, ready, lost}: Tally): 'wait' | 'start' | 'never' {
  const answered = asked.filter((model) => ready.some((answer) => answer.model === model));
  const isOpen = asked.some((model) => !answered.includes(model) && !lost.includes(model));
  if (isOpen) return 'wait';
  return answered.length >= ENOUGH ? 'start' : 'never';
}
