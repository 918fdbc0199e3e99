/** client/markdown - small questions about lists of block tokens. Nothing here parses or draws. */
import {type Token} from 'markdown-it';

/** A token that knows its lines: `[first, behind the last]`. */
export type PlacedToken = Token & {map: [number, number]};

/** The tokens that start a top-level block, link definitions included, in order. */
export function topBlocks(tokens: readonly Token[]): PlacedToken[] {
  return tokens.filter((token): token is PlacedToken => token.level === 0 && token.nesting >= 0 && token.map !== null);
}

const mayGoOnInTitle: ReadonlySet<string> = new Set(['paragraph_open', 'heading_open', 'blockquote_open']);

/**
 * The title of a link definition may start on the line behind it and go on over several, even out of the quote or item that the
 * definition stands in, and back. So text right behind a definition keeps it open until a blank line or another block decides.
 * @param last - Index of the last block to look at.
 * @returns Index of the block with such a definition, or else `last`.
 */
export function openFrom(blocks: readonly PlacedToken[], last: number, tokens: readonly Token[]): number {
  const ends = new Set(tokens.filter(({type}) => type === 'reference_definition').map(({map}) => map?.[1]));
  let open = last;
  for (let at = last; ends.size > 0 && at > 0; at--) {
    const block = blocks[at];
    if (!block || !mayGoOnInTitle.has(block.type) || blocks[at - 1]?.map[1] !== block.map[0]) break;
    if (ends.has(block.map[0])) open = at - 1;
  }
  return open;
}

/** The items of the list that the tokens start with. */
export function listItems(tokens: readonly Token[]): PlacedToken[] {
  return tokens
    .slice(0, firstBlockEnd(tokens))
    .filter((token): token is PlacedToken => token.type === 'list_item_open' && token.level === 1 && token.map !== null);
}

/** The tokens of the rows in a part of the table that the tokens start with. */
export function tableRows(tokens: readonly Token[], part: 'thead' | 'tbody'): Token[] {
  const start = tokens.findIndex(({type, level}) => type === `${part}_open` && level === 1);
  const end = tokens.findIndex(({type, level}) => type === `${part}_close` && level === 1);
  return start < 0 ? [] : tokens.slice(start + 1, end);
}

/** Where the first top-level block ends: the index behind its last token. */
export function firstBlockEnd(tokens: readonly Token[]): number {
  return tokens.findIndex(({level, nesting}) => level === 0 && nesting <= 0) + 1;
}

/** Splits tokens into the blocks that stand at a level, one array each. */
export function splitBlocks(tokens: readonly Token[], level: number): Token[][] {
  const blocks: Token[][] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    if (token.level !== level || token.nesting > 0) return;
    blocks.push(tokens.slice(start, index + 1));
    start = index + 1;
  });
  return blocks;
}

/** Takes the footnotes out of top-level blocks; each with its `note_open` and `note_close`. */
export function splitNotes(tokens: readonly Token[]): {blocks: readonly Token[]; notes: Token[][]} {
  if (!tokens.some(({type}) => type === 'note_open')) return {blocks: tokens, notes: []};
  const all = splitBlocks(tokens, 0);
  const isNote = (block: readonly Token[]): boolean => block[0]?.type === 'note_open';
  return {blocks: all.filter((block) => !isNote(block)).flat(), notes: all.filter(isNote)};
}

/** The paragraphs that stand directly in an item of an outermost list. */
export function itemParagraphs(tokens: readonly Token[]): Token[] {
  return tokens.filter(({level, type}) => level === 2 && (type === 'paragraph_open' || type === 'paragraph_close'));
}
