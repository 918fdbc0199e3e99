/** server/adapters/corpus - the passage of a section that a hit shows. */
import {REACH} from './best-place.ts';

/** How far before its first term a snippet may begin, in UTF-16 units. */
const LEAD = 100;
/** Length of a snippet at most, in UTF-16 units. */
const LENGTH = LEAD + REACH;

/**
 * Cuts out the passage at a place, from the start of its sentence where that is near.
 * @param body - Plain text.
 * @param place - Where it begins to match, in UTF-16 units.
 * @returns One line; `…` tells that the text goes on.
 */
export function snippet(body: string, place: number): string {
  const start = startOf(body, place);
  const cut = body.slice(start, start + LENGTH);
  const goesOn = start + LENGTH < body.length;
  const end = goesOn ? endOf(cut) : cut.length;
  const passage = cut.slice(0, end).toWellFormed().replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '… ' : ''}${passage}${goesOn ? ' …' : ''}`;
}

/** The start of the sentence or line that a place is in; if that is far, of a word near. */
function startOf(body: string, place: number): number {
  if (place <= LEAD) return 0;
  const from = place - LEAD;
  const before = body.slice(from, place);
  const sentences = [...before.matchAll(/\n+|[.!?][)"'”’]?\s+(?=\P{Ll})|[。！？]/gu)];
  const sentence = sentences.at(-1);
  if (sentence) return from + sentence.index + sentence[0].length;
  const space = before.search(/\s\S/);
  return space < 0 ? from : from + space + 1;
}

/** The end of the last whole word, unless it is one long word. */
function endOf(cut: string): number {
  const space = cut.search(/\s\S*$/);
  return space > cut.length / 2 ? space : cut.length;
}
