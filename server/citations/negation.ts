/** server/citations - whether a sentence denies something, by its small words. Pure. */

const word = (spaced: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${spaced})(?![\\p{L}\\p{N}])`, 'iu');

const ENGLISH = word("not|no|never|none|neither|nor|cannot|without|nobody|nothing|\\p{L}+n['’]t");

/** By ISO 639 code: the small word of one language is another's. */
const NEGATIONS: Readonly<Record<string, RegExp>> = {
  en: ENGLISH,
  de: word('nicht|kein\\p{L}*|nie|niemals|ohne|weder|nichts|niemand'),
  fr: word('ne|pas|jamais|aucune?|sans|ni|rien'),
  es: word('no|nunca|jamás|ningún|ninguna?|sin|tampoco|nada'),
  it: word('non|mai|nessun\\p{L}*|senza|né'),
  nl: word('niet|geen|nooit|zonder|niets'),
  pt: word('não|nunca|nenhuma?|sem|nem'),
  ru: word('не|нет|никогда|без|ни'),
  zh: /[不没沒无無未非]/u,
  ja: /ない|ません|なかった|ぬ|ずに/u,
};

/** @param language - ISO 639 code; English where it is unknown or none of ours. */
export const saysNo = (sentence: string, language: string): boolean => ((Object.hasOwn(NEGATIONS, language) ? NEGATIONS[language] : undefined) ?? ENGLISH).test(sentence);
