/** server/enrichment - how many words a text has, and how often terms are among them, without a list of its words: a page has thousands, of which a few are terms. */
import {comparable, stemOf, wordsOf} from './words.ts';

/** What {@link countTerms} finds. */
export interface TermCounts {
  /** Words of the text. */
  readonly length: number;
  /** How often each term is in it, for those that are. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Of a text with other signs, such as those of scripts without spaces, all words are looked at. */
const OTHER = /[^\0-\u0dff\u1e00-\u2e7f]/;
/** Which of the signs before are part of words, by their code. */
const inWord = new Uint8Array(0x2e80);
for (const {0: run, index} of String.fromCharCode(...inWord.keys()).matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) inWord.fill(1, index, index + run.length);

/** Counts words and terms. @param terms - As `wordsOf` gives them. */
export function countTerms(text: string, terms: ReadonlySet<string>): TermCounts {
  const plain = comparable(text);
  const isOther = OTHER.test(plain);
  const likely = isOther ? wordsOf(text) : (plain.match(beginningLike(terms)) ?? []).map(stemOf);
  const counts = new Map<string, number>();
  for (const word of likely) if (terms.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return {length: isOther ? likely.length : countWords(plain), counts};
}

function countWords(plain: string): number {
  let words = 0;
  let before = 0;
  for (let at = 0; at < plain.length; at += 1) {
    const isPart = inWord[plain.charCodeAt(at)] ?? 0;
    if (isPart > before) words += 1;
    before = isPart;
  }
  return words;
}

const patterns = new WeakMap<ReadonlySet<string>, RegExp>();

/** Words that begin as one of the terms does: an ending is all that a stem lacks. Made once for each question. */
function beginningLike(terms: ReadonlySet<string>): RegExp {
  const known = patterns.get(terms);
  if (known) return known;
  const first = `[${[...new Set(Array.from(terms, (term) => String.fromCodePoint(term.codePointAt(0) ?? 0)))].join('')}]`;
  const pattern = new RegExp(`${first}(?<![\\p{L}\\p{M}\\p{N}_]${first})[\\p{L}\\p{M}\\p{N}_]*(?:[+#]{1,2}(?![\\p{L}\\p{N}+#]))?`, 'gu');
  patterns.set(terms, pattern);
  return pattern;
}
