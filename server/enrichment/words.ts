/** server/enrichment - cuts text into words that can be compared: lower case, plurals and verb endings off, any script. */
import {segmentWords, UNSPACED} from '../text/unspaced-scripts.ts';

/** Letters, digits and marks; `C++` and `C#` are words too. */
const spacedWord = /[\p{L}\p{M}\p{N}_]+(?:[+#]{1,2}(?![\p{L}\p{N}+#]))?/gu;

/** A text with its letters in the form in which they are compared. */
export const comparable = (text: string): string => text.toLowerCase().normalize('NFKC');

/** The words of a text, in order, each in the form in which it is compared. */
export function wordsOf(text: string): readonly string[] {
  const plain = comparable(text);
  const words = plain.match(spacedWord) ?? [];
  if (!UNSPACED.test(plain)) return words.map(stemOf);
  return words.flatMap((word) => (UNSPACED.test(word) ? segmentWords(word).map(({text: part}) => part) : stemOf(word)));
}

/** Most words of a page were on the last one, and finding a stem takes time and memory: so many are kept. */
const KEPT = 4_000;
const stems = new Map<string, string>();

/** A word in the form in which it is compared: without an ending. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= KEPT) stems.clear();
  const stem = findStem(word);
  stems.set(word, stem);
  return stem;
}

/** A light stem for English, enough that "tides", "tide" and "running", "run" meet. Other words stay as they are. */
function findStem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/u.test(word)) return word;
  return withoutVerbEnding(withoutPlural(word)).replace(/(?<=[a-z]{3})e$/u, '');
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  return /[^sui]s$/u.test(word) ? word.slice(0, -1) : word;
}

function withoutVerbEnding(word: string): string {
  const rest = /^(.*[aeiouy].*)(?:ing|ed)$/u.exec(word)?.[1];
  if (rest === undefined || rest.length < 3) return word;
  return rest.replace(/([bdfgkmnprt])\1$/u, '$1');
}

/** How many words two vocabularies have in common. */
export const countShared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => (a.size < b.size ? countIn(a, b) : countIn(b, a));

function countIn(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  words.forEach((word) => {
    if (others.has(word)) shared += 1;
  });
  return shared;
}
