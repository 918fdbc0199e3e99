/** client/markdown - parses text that goes on: what its end leaves undecided is hidden or completed first. */
import {type Token} from 'markdown-it';
import {parseBlocks, type ParsedBlocks, type References} from './parser.ts';
import {settleInline} from './settle-inline.ts';
import {settleLine} from './settle-line.ts';
import {countLines} from './source-lines.ts';

/** As {@link parseBlocks}, for what is on show while more text is expected. Blocks that complete lines have closed are as they will be. */
export function parseOpen(tail: string, known: References): ParsedBlocks {
  const source = settleLine(tail);
  const parsed = parseBlocks(source, known);
  const inline = openInline(parsed.tokens, source.length < tail.length ? source : tail);
  if (inline) inline.content = settleInline(inline.content);
  const last = parsed.tokens.findLast(({map}) => map !== null);
  if (last?.type === 'math_block' && last.content === '') last.hidden = true; // its end is to come
  return parsed;
}

/** The inline text that the next character may still belong to. */
function openInline(tokens: readonly Token[], source: string): Token | undefined {
  const index = tokens.findLastIndex(({type}) => type === 'inline');
  const unfinished = source !== '' && !source.endsWith('\n');
  const isParagraph = tokens[index - 1]?.type === 'paragraph_open';
  if (!unfinished && !isParagraph) return undefined;
  // The cells of a table have no lines of their own, their row has.
  const lines = tokens.slice(0, index + 1).findLast(({map}) => map !== null)?.map;
  return lines?.[1] === countLines(source) + Number(unfinished) ? tokens[index] : undefined;
}
