/** server/analysis - cuts text into words, in any script. */
import {segmentWords, UNSPACED, type Word} from '../text/unspaced-scripts.ts';

const WORD = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:[-.][\p{L}\p{N}][\p{L}\p{N}\p{M}_]*)*(?:\+\+|#)?/gu;

/**
 * The words of a text, in its order, as they are written. Scripts without spaces are cut by dictionary.
 * Names such as `node.js`, `C++` and `GPT-5` are one word; an apostrophe ends one (`l'eau` is two).
 */
export const wordsOf = (text: string): Word[] =>
  UNSPACED.test(text) ? segmentWords(text) : Array.from(text.matchAll(WORD), ({0: word, index}) => ({text: word, index}));

/** The same words without their places: a third of the memory, which shows where whole pages are read. */
export const wordTextsOf = (text: string): readonly string[] => (UNSPACED.test(text) ? segmentWords(text).map(({text: word}) => word) : (text.match(WORD) ?? []));
