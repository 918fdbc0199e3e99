/** server/analysis - tells input that has no meaning to search for: `???`, `asdf`, a lone "why". */
import {FUNCTION_WORDS} from './function-words.ts';
import {wordsOf} from './words.ts';

/** Rows of the keyboards that Latin letters are typed on, and what fingers make of them backwards. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'].flatMap((row) => [row, Array.from(row).reverse().join('')]);
/** Runs on a row that mean something: keyboard layouts, keys of editors, a German word. */
const MEANT = new Set(['qwerty', 'qwertz', 'azerty', 'hjkl', 'wert']);
const SHORTEST_RUN = 3;
const SHORTEST_MASH = 4;

/** One letter for ever, or one to three of them again and again: `zzzzz`, `lalala`, `blablabla`. */
const REPEATED = /^(?:(\p{L})\1{4,}|(\p{L}{2,3})\2{2,})$/u;

/**
 * Whether there is nothing to search for. Careful: a short or odd word may be a name, so only what is certain counts.
 * @param language - As detected; `und` for unknown.
 */
export function isUnclear(question: string, language: string): boolean {
  const words = wordsOf(question).map(({text}) => text);
  const [first] = words;
  if (first === undefined) return !/[\p{L}\p{N}]/u.test(question);
  if (words.every(isMash)) return true;
  // "Why?" asks nothing; "WHO" may.
  return words.length === 1 && first.length > 1 && first !== first.toUpperCase() && isQuestionWord(first.toLowerCase(), language);
}

const isMash = (word: string): boolean => {
  const lower = word.toLowerCase();
  return REPEATED.test(lower) || (lower.length >= SHORTEST_MASH && !MEANT.has(lower) && isMadeOfRuns(lower));
};

/** Whether a word falls into neighbours on the keyboard: `asdf`, `qweasd`, `asdfjkl`. */
function isMadeOfRuns(word: string): boolean {
  let rest = word;
  while (rest !== '') {
    const length = longestRun(rest);
    if (length < SHORTEST_RUN) return false;
    rest = rest.slice(length);
  }
  return true;
}

const longestRun = (text: string): number => {
  const lengths = ROWS.map((row) => {
    const from = row.indexOf(text[0] ?? '');
    let length = from < 0 ? 0 : 1;
    while (length > 0 && length < text.length && row[from + length] === text[length]) length++;
    return length;
  });
  return Math.max(...lengths);
};

const isQuestionWord = (word: string, language: string): boolean => {
  const own = Object.hasOwn(FUNCTION_WORDS, language) ? FUNCTION_WORDS[language] : undefined;
  const lists = own ? [own] : Object.values(FUNCTION_WORDS);
  return lists.some(({openers, closers}) => openers.has(word) || closers.has(word));
};
