/** server/extraction - joins the lines of a PDF to headings and paragraphs, without the headers and footers that repeat. */
import type {TextBlock} from '../enrichment/page-reader.ts';
import {UNSPACED} from '../text/unspaced-scripts.ts';
import type {PdfLine} from './pdf-lines.ts';

/** Letters so much higher than the text's are a heading's. */
const headingScale = 1.15;
/** A heading is no longer than this. */
const maxHeading = 200;
/** A gap so much larger than the usual one between two lines ends a paragraph. */
const gapScale = 1.4;
/** A paragraph that gets longer ends at the next end of a sentence, or at twice that. In UTF-16 units. */
const longParagraph = 1_500;

/** The blocks of each page. */
export function linesToBlocks(pages: readonly (readonly PdfLine[])[]): TextBlock[][] {
  const repeated = repeatedLines(pages);
  const bodySize = usual(pages.flat(), ({size}) => Math.round(size * 2) / 2, ({text}) => text.length);
  return pages.map((lines) => {
    const kept = lines.filter((line) => !repeated.has(shapeOf(line)));
    const gaps = kept.slice(1).map((line, index) => (kept[index]?.y ?? 0) - line.y);
    const gap = usual(gaps.filter((value) => value > 0), (value) => Math.round(value));
    return toBlocks(kept, bodySize, gap);
  });
}

function toBlocks(lines: readonly PdfLine[], bodySize: number, usualGap: number): TextBlock[] {
  const blocks: TextBlock[] = [];
  let text = '';
  let isHeading = false;
  let before: PdfLine | undefined;
  const end = () => {
    if (text !== '') blocks.push(isHeading && text.length <= maxHeading && /\p{L}/u.test(text) ? {kind: 'heading', text} : {kind: 'paragraph', text});
    text = '';
  };
  for (const line of lines) {
    const isBig = line.size > bodySize * headingScale;
    if (before && (isBig !== isHeading || isApart(before, line, usualGap, text))) end();
    isHeading = isBig;
    text = join(text, line.text);
    before = line;
  }
  end();
  return blocks;
}

/** Whether a line begins a new paragraph after another. */
function isApart(before: PdfLine, line: PdfLine, usualGap: number, text: string): boolean {
  const gap = before.y - line.y;
  const isSentenceEnd = /[.!?:。！？]["'”’)\]]?$/u.test(text);
  if (text.length > longParagraph * (isSentenceEnd ? 1 : 2)) return true;
  if (gap < -line.size) return isSentenceEnd; // the next column
  if (gap > Math.max(usualGap, line.size) * gapScale) return true;
  const isIndented = line.x - before.x > line.size * 0.8 && line.x - before.x < line.size * 4;
  return (isSentenceEnd && isIndented) || /^(?:[•▪‣●–]\s|\(?\d{1,2}[.)]\s)/u.test(line.text);
}

/** Joins two lines: a word that was parted by a hyphen is whole again, and scripts without spaces get none. */
function join(text: string, next: string): string {
  if (text === '') return next;
  if (/\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
  return UNSPACED.test(text.slice(-1)) && UNSPACED.test(next.charAt(0)) ? text + next : `${text} ${next}`;
}

/** Lines at the top and bottom of most pages, alike but for numbers. */
function repeatedLines(pages: readonly (readonly PdfLine[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const edges = new Set([...lines.slice(0, 2), ...lines.slice(-2)].map(shapeOf));
    for (const shape of edges) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const enough = Math.max(3, pages.length * 0.4);
  return new Set([...counts].flatMap(([shape, count]) => (count >= enough ? [shape] : [])));
}

const shapeOf = ({text, y}: PdfLine): string => `${Math.round(y / 10)} ${text.replace(/\d+/g, '#')}`;

/** The value that weighs most; of several, the least. */
function usual<Item>(items: readonly Item[], value: (item: Item) => number, weight: (item: Item) => number = () => 1): number {
  const weights = new Map<number, number>();
  for (const item of items) weights.set(value(item), (weights.get(value(item)) ?? 0) + weight(item));
  let [best, most] = [0, 0];
  for (const [candidate, sum] of weights) if (sum > most || (sum === most && candidate < best)) [best, most] = [candidate, sum];
  return best;
}
