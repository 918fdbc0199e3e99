/** client/words - placeholder. */
import {english} from './english.ts';
import type {Language} from './words.ts';
export const arabic: Language = {tag: 'en', words: english};
