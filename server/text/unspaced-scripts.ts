/** server/text - scripts that are written without spaces between words; there ICU's dictionaries find the words. */

/** Matches a letter of such a script. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A word and where it stands, in UTF-16 units. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

let segmenter: Intl.Segmenter | undefined;

/** The words of a text by dictionary, punctuation left out. */
export function segmentWords(text: string): Word[] {
  // Made on first use: its dictionaries take memory that most servers never need.
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'word'});
  const words: Word[] = [];
  // One after another: all segments at once, each with its text, take more memory than there is.
  for (const {segment, index, isWordLike} of segmenter.segment(text)) if (isWordLike) words.push({text: segment, index});
  return words;
}
