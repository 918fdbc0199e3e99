/** server/adapters/corpus - blocks written as Markdown, so that a document that was HTML is kept, shown and read like any other. */
import type {TextBlock} from '../../enrichment/page-reader.ts';

/** Writes blocks as Markdown that reads as the same blocks again; all headings are of the second level. */
export const blocksToMarkdown = (blocks: readonly TextBlock[]): string => blocks.map(toMarkdown).join('\n\n');

function toMarkdown({kind, text}: TextBlock): string {
  if (kind === 'code') {
    const longest = text.match(/`{3,}/g)?.reduce((most, run) => Math.max(most, run.length), 2) ?? 2;
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text}\n${fence}`;
  }
  return `${kind === 'heading' ? '## ' : ''}${escape(text)}`;
}

/** Takes the meaning from what would be markup, and from what would be at the start of a line. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/^([-+=]|\d{1,9}[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
