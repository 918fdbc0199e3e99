/** server/adapters/corpus - what to look for, from what was asked. */
import {smallWords} from '../../analysis/key-terms.ts';
import {wordsOf} from '../../analysis/words.ts';

/** What a question is looked for by. All in lower case, each once, in the question's order. */
export interface QueryTerms {
  /** Its words without the small ones, unless there are no others. A name such as `node.js` is one, and its parts are too. */
  readonly words: readonly string[];
  /** Words that stand side by side, none of them small: found together, they tell more than each for itself. */
  readonly pairs: readonly {readonly first: string; readonly second: string}[];
}

/** A question with more words than this is looked for by the first ones. */
const MAX_WORDS = 24;

/** @param language - BCP 47 tag; where it is unknown, the small words of all languages we know are left out. */
export function queryTerms(text: string, language: string): QueryTerms {
  const isSmall = smallWords(language.replace(/-.*/, '').toLowerCase());
  const all = wordsOf(text).map((word) => word.text.toLowerCase());
  const telling = (word: string) => !isSmall(word) && (word.length > 1 || !/^\p{Ll}$/u.test(word));
  const isAny = all.some(telling);
  const words = new Set<string>();
  const pairs = new Map<string, {first: string; second: string}>();
  let before: string | undefined;
  for (const word of all) {
    if (isAny && !telling(word)) {
      before = undefined;
      continue;
    }
    words.add(word);
    for (const part of word.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []) {
      if (!isAny || telling(part)) words.add(part);
      if (before !== undefined && before !== part) pairs.set(`${before} ${part}`, {first: before, second: part});
      before = part;
    }
  }
  const kept = new Set([...words].slice(0, MAX_WORDS));
  return {words: [...kept], pairs: [...pairs.values()].filter(({first, second}) => kept.has(first) && kept.has(second))};
}
