/** server/analysis - cuts text into words, in any script. */

const WORD = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:[-.][\p{L}\p{N}][\p{L}\p{N}\p{M}_]*)*(?:\+\+|#)?/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let segmenter: Intl.Segmenter | undefined;

/** A word and where it stands, in UTF-16 units. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/**
 * The words of a text, in its order, as they are written. Scripts without spaces are cut by dictionary.
 * Names such as `node.js`, `C++` and `GPT-5` are one word; an apostrophe ends one (`l'eau` is two).
 */
export function wordsOf(text: string): Word[] {
  if (!UNSPACED.test(text)) return Array.from(text.matchAll(WORD), ({0: word, index}) => ({text: word, index}));
  // Made on first use: its dictionaries take memory that most servers never need.
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'word'});
  return Array.from(segmenter.segment(text))
    .filter(({isWordLike}) => isWordLike)
    .map(({segment, index}) => ({text: segment, index}));
}
