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
  const byStem = new Map<string, number>();
  terms.forEach((text, term) => {
    const stem = fold(text).replace(ENDING, '');
    if (LETTER.test(stem) && !byStem.has(stem)) byStem.set(stem, term);
  });
  if (byStem.size === 0) return () => [];
  // The longest first: where `test` and `testing library` both fit, the latter is meant.
  const stems = [...byStem.keys()].sort((a, b) => b.length - a.length);
  const anyStem = new RegExp(stems.map((stem) => stem.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'g');

  return (text) => {
    const folded = fold(text);
    const found: FoundTerm[] = [];
    anyStem.lastIndex = 0;
    for (let match = anyStem.exec(folded); match; match = anyStem.exec(folded)) {
      const {0: stem, index} = match;
      if (index > 0 && isLetter(folded, index - 1) && !UNSPACED.test(stem)) continue;
      found.push({term: byStem.get(stem) ?? 0, index});
    }
    return found;
  };
}

/** Most texts are ASCII, where there is a shorter way. */
function isLetter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return LETTER.test(text.charAt(index));
}

/** In lower case and without accents, each letter where it was. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text;
  return /[^\0-\x7f]/.test(same) ? same.replace(/[^\0-\x7f]/g, (letter) => letter.normalize('NFD').charAt(0)) : same;
}
