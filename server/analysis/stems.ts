/** server/analysis - words cut down to what their forms have in common, so that `tide` finds `tides`. Pure. */
import {smallWords} from './key-terms.ts';
import {wordTextsOf} from './words.ts';

/** Letters of a word that count: enough to tell most words apart, few enough to join their forms in most languages. */
const STEM_LENGTH = 6;
/** Endings of several European languages, where enough is left before them. */
const ENDING = /(?<=.{4})(?:ing|ed|en)$|(?<=.{3})(?:es|e|(?<!s)s)$/u;
/** Most words have no accents to take off. */
const ASCII = /^[a-z\d]*$/;

/** The stems of a text's telling words, in its order. */
export function stemsOf(text: string, language: string): string[] {
  const isSmall = smallWords(language);
  const stems: string[] = [];
  for (const word of wordTextsOf(text.toLowerCase())) if (!isSmall(word)) for (const part of partsOf(word)) stems.push(stem(part));
  return stems;
}

/** The parts of a word (lower case) that is written with hyphens or dots. */
export const partsOf = (word: string): string[] => (/[-.]/u.test(word) ? word.split(/[-.]/u).filter((part) => part !== '') : [word]);

/** What the forms of a word (lower case) have in common. `Wärmepumpen` → `warmep`; `cause`, `causes`, `caused` and `causing` → `caus`. */
export function stem(word: string): string {
  const plain = ASCII.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return plain.replace(ENDING, '').slice(0, STEM_LENGTH);
}
