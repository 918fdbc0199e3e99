/** server/adapters/corpus - where a question's terms stand in a text, nearly as the index sees it: whatever their case, accents and endings. */
import {UNSPACED} from '../../text/unspaced-scripts.ts';

/** A term found in a text. */
export interface FoundTerm {
  /** Which of the terms. */
  readonly term: number;
  /** Where, in UTF-16 units. */
  readonly index: number;
}

const ENDING = /(?<=\p{L}{3})(?:ies|ied|ings?|ed|es|s|ers?|ly|y|e)$/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Makes a finder of terms. A term is found at the start of a word; in scripts without spaces, anywhere. */
export function findTerms(terms: readonly string[]): (text: string) => FoundTerm[] {
  const stems = terms
    .map((text, term) => ({term, stem: fold(text).replace(ENDING, '')}))
    .filter(({stem}) => LETTER.test(stem))
    // The longest first: where `test` and `testing library` both fit, the latter is meant.
    .sort((a, b) => b.stem.length - a.stem.length);
  if (stems.length === 0) return () => [];
  const anyStem = new RegExp(stems.map(({stem}) => `(${stem.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')})`).join('|'), 'g');

  return (text) => {
    const folded = fold(text);
    const found: FoundTerm[] = [];
    for (const {0: stem, index, ...groups} of folded.matchAll(anyStem)) {
      if (index > 0 && LETTER.test(folded.charAt(index - 1)) && !UNSPACED.test(stem)) continue;
      const place = stems.findIndex((_, group) => groups[group + 1] !== undefined);
      found.push({term: stems[place]?.term ?? 0, index});
    }
    return found;
  };
}

/** In lower case and without accents, each letter where it was. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text;
  return /[^\0-\x7f]/.test(same) ? same.replace(/[^\0-\x7f]/g, (letter) => letter.normalize('NFD').charAt(0)) : same;
}
