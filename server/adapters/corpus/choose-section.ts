/** server/adapters/corpus - the section of a document that a hit points to: where the question's terms come together. */
import {bestPlace} from './best-place.ts';
import {findTerms} from './find-terms.ts';
import type {Section} from './sections.ts';

/** A section, and where in its text a reader should look: its heading counts as if it stood right before it. */
export interface ChosenSection extends Section {
  /** In UTF-16 units of its body. */
  readonly index: number;
  /** What the different terms weigh that come together there. */
  readonly weight: number;
}

/** A longer document is looked at up to here. In UTF-16 units. */
const MAX_LENGTH = 100_000;
/** What terms anywhere in a section count beside those that stand together. */
const ANYWHERE = 0.5;

/**
 * Makes a chooser for one question.
 * @param terms - Words, and what each weighs.
 * @returns Chooses among a document's sections; the first where none has a term. Undefined where there are no sections.
 */
export function sectionChooser(terms: ReadonlyMap<string, number>): (sections: readonly Section[]) => ChosenSection | undefined {
  const find = findTerms([...terms.keys()]);
  const weights = [...terms.values()];
  return (sections) => {
    let best: (ChosenSection & {readonly score: number}) | undefined;
    let length = 0;
    for (const section of sections) {
      const start = section.heading.length + 1;
      const found = find(`${section.heading}\n${section.body}`);
      const {index, weight} = bestPlace(found, weights);
      const anywhere = new Set(found.map(({term}) => term));
      const score = weight + ANYWHERE * [...anywhere].reduce((sum, term) => sum + (weights[term] ?? 0), 0);
      if (!best || score > best.score) best = {...section, index: Math.max(0, index - start), weight, score};
      length += section.body.length;
      if (length > MAX_LENGTH) break;
    }
    return best;
  };
}
