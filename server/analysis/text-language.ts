/** server/analysis - which language a page's text is in: cheap enough for every page, and silent where it can't tell. */
import {detectLanguage} from './detect-language.ts';
import {FUNCTION_WORDS} from './function-words.ts';
import {wordTextsOf} from './words.ts';

/** So much of a text is looked at, in UTF-16 units. */
const SAMPLE = 1_200;
/** A language's small words make up at least this share of a text in it… */
const LEAST_SHARE = 0.15;
/** …and there are at least so many. */
const LEAST_WORDS = 3;

/**
 * The language of a text: by its script, or by its small words.
 * @returns ISO 639 code; undefined when it can't be told, as for code, names and very short texts.
 */
export function textLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE).toWellFormed();
  if (isForeignScript(sample)) {
    const language = detectLanguage(sample);
    return language === 'und' ? undefined : language;
  }
  const words = wordTextsOf(sample.toLowerCase());
  const [best, second] = Object.entries(FUNCTION_WORDS)
    .map(([language, {all}]) => ({language, count: words.filter((word) => all.has(word)).length}))
    .sort((a, b) => b.count - a.count);
  if (!best || best.count < Math.max(LEAST_WORDS, LEAST_SHARE * words.length) || best.count === second?.count) return undefined;
  return best.language;
}

/** Whether most of its letters are not Latin. */
function isForeignScript(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 2 * latin;
}
