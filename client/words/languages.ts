/** client/words - the languages there are, each fetched when a page first needs it. */
import {englishLanguage, type Language} from './words.ts';

const byTag: Readonly<Record<string, () => Promise<Language>>> = {
  ar: async () => (await import('./arabic.ts')).arabic,
  de: async () => (await import('./german.ts')).german,
  es: async () => (await import('./spanish.ts')).spanish,
  fr: async () => (await import('./french.ts')).french,
  ja: async () => (await import('./japanese.ts')).japanese,
};

/** The language for a tag: `de-AT` is German; English for one that is not there or can't be fetched. */
export async function languageFor(tag: string): Promise<Language> {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  const load = Object.hasOwn(byTag, language) ? byTag[language] : undefined;
  return (await load?.().catch(() => undefined)) ?? englishLanguage;
}
