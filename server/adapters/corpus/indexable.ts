/** server/adapters/corpus - text as FTS5 takes it in. */
import {wordsOf} from '../../analysis/words.ts';
import {UNSPACED} from '../../text/unspaced-scripts.ts';

/** FTS5 cuts words at spaces and punctuation, so text in scripts without spaces is cut by dictionary before, like the questions. */
export const indexable = (text: string): string => (UNSPACED.test(text) ? wordsOf(text).map(({text: word}) => word).join(' ') : text);
