/** server/text - cuts text into sentences, in any language. */

/** After these a sentence goes on, though the next word has a capital. */
const ABBREVIATION = /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Sra|No|Nr|Fig|Vol|vs|cf|ca|bzw|approx|Inc|Ltd|Mt)\.\s*$/u;

/** Whether a sentence may end before the text does: most lines of a page are one, and cutting text takes memory. */
const MAY_END = /[\p{Sentence_Terminal}\p{Zl}\p{Zp}\n\r\v\f\u0085](?!$)/u;

/** Their rules are loaded once for each language. */
const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text, in its order, with the white space after them; a line end ends one.
 * @param language - ISO 639 code, `und` when unknown.
 */
export function splitSentences(text: string, language: string): string[] {
  if (!MAY_END.test(text)) return text === '' ? [] : [text];
  const known = language === 'und' ? 'en' : language;
  const segmenter = segmenters.get(known) ?? new Intl.Segmenter(known, {granularity: 'sentence'});
  segmenters.set(known, segmenter);
  const sentences: string[] = [];
  let begun = '';
  for (const {segment} of segmenter.segment(text)) {
    begun += segment;
    if (ABBREVIATION.test(begun)) continue;
    sentences.push(begun);
    begun = '';
  }
  return begun === '' ? sentences : [...sentences, begun];
}
