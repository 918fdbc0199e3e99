/** server/adapters/corpus - where in a text a question's terms come together. */
import type {FoundTerm} from './find-terms.ts';

/** A place in a text, and how much comes together there: the sum of what the different terms weigh. */
export interface Place {
  /** In UTF-16 units. */
  readonly index: number;
  readonly weight: number;
}

/** How far apart terms may be to count together, in UTF-16 units: what a snippet shows. */
export const REACH = 220;

/**
 * Finds the place from which the weightiest different terms are within reach.
 * @param found - Where terms stand, in order.
 * @param weights - What each term weighs, by its number. @defaultValue 1 each
 */
export function bestPlace(found: readonly FoundTerm[], weights: readonly number[] = []): Place {
  let best: Place = {index: 0, weight: 0};
  const within = new Map<number, number>();
  let weight = 0;
  let first = 0;
  for (const {term, index} of found) {
    const times = within.get(term) ?? 0;
    if (times === 0) weight += weights[term] ?? 1;
    within.set(term, times + 1);
    for (let start = found[first]; start && index - start.index > REACH; start = found[++first]) {
      const left = (within.get(start.term) ?? 1) - 1;
      within.set(start.term, left);
      if (left === 0) weight -= weights[start.term] ?? 1;
    }
    // Sums of fractions differ a little, whatever is added and taken away.
    if (weight > best.weight + 1e-9) best = {index: found[first]?.index ?? index, weight};
  }
  return best;
}
