/** server/enrichment - blocks written as Markdown, so that what was HTML is kept, shown and read like any other document. */
import type {TextBlock} from './page-reader.ts';
import {splitCells} from './table-row.ts';

/**
 * Writes blocks as Markdown that reads as the same text again: lists and tables as such, code fenced. A heading whose level is not known is of the second.
 */
export const blocksToMarkdown = (blocks: readonly TextBlock[]): string => runsOf(blocks).map((run) => (run[0]?.kind === 'row' ? table(run) : run.map(toMarkdown).join('\n'))).join('\n\n');

/** Items and rows that follow one another, together; everything else alone. */
function runsOf(blocks: readonly TextBlock[]): TextBlock[][] {
  const runs: TextBlock[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last && block.kind === last[0]?.kind && (block.kind === 'item' || block.kind === 'row')) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

function toMarkdown({kind, text, level, ordinal}: TextBlock): string {
  if (kind === 'code') {
    const longest = text.match(/`{3,}/g)?.reduce((most, run) => Math.max(most, run.length), 2) ?? 2;
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text}\n${fence}`;
  }
  if (kind === 'heading') return `${'#'.repeat(level ?? 2)} ${escape(text)}`;
  if (kind === 'item') return `${'    '.repeat((level ?? 1) - 1)}${ordinal === undefined ? '-' : `${ordinal}.`} ${escape(text)}`;
  return escape(text);
}

/** A table must have a head, so its first row is taken for it. */
function table(rows: readonly TextBlock[]): string {
  const cells = rows.map(({text}) => splitCells(text).map(escape));
  const width = cells.reduce((most, row) => Math.max(most, row.length), 1);
  const lines = cells.map((row) => `| ${[...row, ...Array<string>(width - row.length).fill('')].join(' | ')} |`);
  return [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n');
}

/** Takes the meaning from what would be markup, and from what would be at the start of a line. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/^([-+=]|\d{1,9}[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
