/** server/analysis - which language a page's text is in: cheap enough for every page, and silent where it can't tell. */
import {detectLanguage} from './detect-language.ts';
import {languagesWith} from './function-words.ts';
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
  const counts = new Map<string, number>();
  for (const word of words) for (const language of languagesWith(word)) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [best, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (!best || best[1] < Math.max(LEAST_WORDS, LEAST_SHARE * words.length) || best[1] === second?.[1]) return undefined;
  return best[0];
}

/** A letter that is not Latin. */
const FOREIGN = /[^\P{L}\p{Script=Latin}]/u;

/** Whether most of its letters are not Latin. */
function isForeignScript(text: string): boolean {
  if (!FOREIGN.test(text)) return false;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 2 * latin;
}
