/** server/extraction - keeps a page's text to what a question can use, so that handing it over holds up nobody. */
import type {HtmlText} from '../enrichment/html-to-blocks.ts';
import type {TextBlock} from '../enrichment/page-reader.ts';

/** Blocks, and characters in them, that are kept of one page; some hundred thousand words. */
const maxBlocks = 10_000;
const maxLength = 600_000;

/** The text, or its beginning. */
export function fitText<Text extends HtmlText>(text: Text): Text {
  let length = 0;
  const end = text.blocks.findIndex((block) => (length += block.text.length) > maxLength);
  const count = Math.min(end < 0 ? text.blocks.length : end, maxBlocks);
  if (count === text.blocks.length) return text;
  const first = text.blocks[0];
  // A single block that is too long by itself: its beginning.
  const blocks: readonly TextBlock[] = count === 0 && first ? [{...first, text: first.text.slice(0, maxLength).toWellFormed()}] : text.blocks.slice(0, count);
  return {...text, blocks, truncated: true};
}
