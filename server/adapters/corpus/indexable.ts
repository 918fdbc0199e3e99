/** server/adapters/corpus - text as FTS5 takes it in. */
import {wordTextsOf} from '../../analysis/words.ts';
import {UNSPACED} from '../../text/unspaced-scripts.ts';

/** A name made of several words, such as `createReadStream` or `EventTarget`. */
const COMPOUND = /\b(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+)+\b/g;

/**
 * FTS5 cuts words at spaces and punctuation, so text in scripts without spaces is cut by dictionary before, like the questions. Names
 * made of several words are followed by these. A section at a time: the words of a whole document take a hundred times its memory.
 */
export const indexable = (text: string): string =>
  (UNSPACED.test(text) ? wordTextsOf(text).join(' ') : text).replace(COMPOUND, (name) => `${name} ${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}`);
