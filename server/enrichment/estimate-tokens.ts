/** server/enrichment - how many tokens a text will cost a model, near enough for a budget. */

/** From here on, characters are CJK, Hangul, kana, full-width forms and emoji: about a token each. */
const wide = 0x2e80;
/** From here on, letters are Greek, Cyrillic, Arabic, Indic and the like: about half a token each. */
const middle = 0x370;

/** Any of them. */
const others = /[\u0370-\u1fff\u2e80-\uffff]/;

/** Tokens of a text: a quarter of one for each Latin character. */
export function estimateTokens(text: string): number {
  if (!others.test(text)) return Math.ceil(text.length / 4);
  let quarters = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    quarters += code >= wide ? 4 : code >= middle && code < 0x2000 ? 2 : 1;
  }
  return Math.ceil(quarters / 4);
}
