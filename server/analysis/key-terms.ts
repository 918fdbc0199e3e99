/** server/analysis - what a question is about: its words without the small ones. */
import {FUNCTION_WORDS, languagesWith} from './function-words.ts';
import {wordsOf} from './words.ts';

/** Most terms that a question is taken to have. */
export const MAX_TERMS = 12;

/**
 * The key terms of a question, each once, in its order.
 * @param language - ISO 639 code; where it is unknown, the small words of all languages we know are left out.
 */
export function keyTerms(question: string, language: string): string[] {
  const isSmall = smallWords(language);
  const seen = new Map<string, {term: string; times: number}>();
  for (const {text: term} of wordsOf(question)) {
    const key = term.toLowerCase();
    if (isSmall(key) || !isTelling(term)) continue;
    const known = seen.get(key);
    if (known) known.times++;
    else seen.set(key, {term, times: 1});
  }
  const terms = [...seen.values()];
  if (terms.length <= MAX_TERMS) return terms.map(({term}) => term);
  // A long question: what it comes back to counts most. Sorting is stable, so what comes first wins among equals.
  const kept = new Set([...terms].sort((a, b) => b.times - a.times).slice(0, MAX_TERMS));
  return terms.filter((term) => kept.has(term)).map(({term}) => term);
}

/** Whether a word (lower case) is a small one in this language. */
export function smallWords(language: string): (word: string) => boolean {
  const known = Object.hasOwn(FUNCTION_WORDS, language) ? FUNCTION_WORDS[language] : undefined; // a reader may name `__proto__`
  if (known) return (word) => known.all.has(word);
  return (word) => languagesWith(word).length > 0;
}

/** Single letters tell little, unless they are a name (`C`, `R`), a digit or a whole word of their script. */
const isTelling = (word: string): boolean => word.length > 1 || !/^\p{Ll}$/u.test(word);
