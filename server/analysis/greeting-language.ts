/** server/analysis - knows a greeting, and whose it is. */

/** By ISO 639 code. A word that several languages greet with is the first one's. */
const GREETINGS: Readonly<Record<string, string>> = {
  en: 'hi|hello|hey|howdy|yo|good (?:morning|afternoon|evening)|thanks|thank you|how are you',
  de: 'hallo|moin|servus|guten (?:tag|morgen|abend)|danke',
  fr: 'bonjour|bonsoir|salut|coucou|merci',
  es: 'hola|buenos días|buenas (?:tardes|noches)|gracias',
  it: 'ciao|buongiorno|buonasera|salve|grazie',
  nl: 'hoi|goedemorgen|goedendag|bedankt',
  pt: 'olá|oi|bom dia|boa tarde|obrigad[oa]',
  ru: 'привет|здравствуйте',
  zh: '你好|您好',
  ja: 'こんにちは',
  ko: '안녕하세요',
  ar: 'مرحبا',
};

const patterns = Object.entries(GREETINGS).map(([language, words]) => ({
  language,
  pattern: new RegExp(`^[^\\p{L}\\p{N}]*(?:${words})(?:[\\s,]+(?:there|all|everyone|you|zusammen|à tous|a todos|a tutti))?[^\\p{L}\\p{N}]*$`, 'iu'),
}));

/** The language of a greeting; undefined for what is none, or says more than that. */
export const greetingLanguage = (question: string): string | undefined => patterns.find(({pattern}) => pattern.test(question))?.language;
