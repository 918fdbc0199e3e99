/** client/words - why something within a run went wrong, in one language. */
import type {Reasons} from './reasons.ts';
import type {Words} from './words.ts';

/** The words for a code; what the server says itself where there are none. */
export function reasonWords({reasons}: Words, code = '', message = code): string {
  return (Object.hasOwn(reasons, code) ? reasons[code as keyof Reasons] : undefined) ?? message;
}

/** The same, to stand within another sentence. */
export const reasonClause = (words: Words, code?: string, message?: string): string => reasonWords(words, code, message).replace(/[.。]$/, '');
