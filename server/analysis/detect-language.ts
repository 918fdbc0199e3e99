/** server/analysis - which language a question is asked in, also when it has only three words. */
import {detectAll} from 'tinyld/light';
import {FUNCTION_WORDS, languagesWith} from './function-words.ts';
import {wordTextsOf} from './words.ts';

/** Scripts that tell the language, or nearly; the first that is there decides, so the special ones come first. */
const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
];

/** What letter groups say below this comes from the shared small words alone. */
const FAINT = 0.08;
/** So many small words that no other language has, and so many times those of the next: letter groups, which cost a hundred times as much, need not be asked. */
const PLENTY = 6;
const FAR_AHEAD = 2;

/**
 * The language of a question: by its script, else by its function words, else by its letter groups.
 * @returns ISO 639 code, `und` when it can't be told.
 */
export const detectLanguage = (text: string): string => byScript(text) ?? byWords(text) ?? 'und';

function byScript(text: string): string | undefined {
  const latin = count(text, /\p{Script=Latin}/gu);
  const other = count(text, /\p{L}/gu) - latin;
  // Names and terms are often Latin in a question that is not: a quarter of other letters is enough.
  if (other === 0 || other * 3 < latin) return undefined;
  return SCRIPTS.find(([, letters]) => count(text, letters) > 0)?.[0];
}

function byWords(text: string): string | undefined {
  const lower = text.toLowerCase();
  const ranked = byFunctionWords(lower);
  const [first, second] = ranked;
  if (first && first.score >= PLENTY && first.score >= (second?.score ?? 0) * FAR_AHEAD) return first.language;
  const guesses = detectAll(lower);
  const [guess] = guesses;
  // Letter groups that only one language has; the languages whose words we know are told better by these.
  if (guess?.accuracy === 1 && !Object.hasOwn(FUNCTION_WORDS, guess.lang)) return guess.lang;
  const best = ranked.filter(({score}) => score === ranked[0]?.score).map(({language}) => language);
  if (best.length === 1) return best[0];
  // Neighbours share their small words ("wie", "die"): the letters decide between them.
  const likeliest = guesses.find(({lang}) => best.includes(lang));
  // Where the letters say next to nothing either ("memory leaks in node"), most questions are English.
  if (best.includes('en') && (likeliest?.accuracy ?? 0) < FAINT) return 'en';
  if (likeliest) return likeliest.lang;
  return guess && guess.accuracy >= 0.5 ? guess.lang : undefined;
}

/** A word counts the more, the fewer languages share it. */
function byFunctionWords(text: string): {language: string; score: number}[] {
  const scores = new Map<string, number>();
  for (const word of wordTextsOf(text)) {
    const languages = languagesWith(word);
    for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + 1 / languages.length);
  }
  return Array.from(scores, ([language, score]) => ({language, score})).sort((a, b) => b.score - a.score);
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;
