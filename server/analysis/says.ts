/** server/analysis - looks for words and phrases in a question. */

/**
 * Any of these words or phrases, not as a part of a longer word.
 * @param spaced - Alternatives of a regular expression, in scripts with spaces.
 * @param unspaced - The same in scripts without, where there is nothing to look for around them.
 */
export const says = (spaced: string, unspaced: string): RegExp => new RegExp(`(?<!\\p{L})(?:${spaced})(?!\\p{L})|${unspaced}`, 'iu');
