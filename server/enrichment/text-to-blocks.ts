/** server/enrichment - reads plain text and Markdown into a title and blocks, without inline markup. */
import type {HtmlText} from './html-to-blocks.ts';
import {linesOf, MAX_LINE} from './lines-of.ts';
import {markdownBlocks, MAX_BLOCKS} from './markdown-blocks.ts';
import type {TextBlock} from './page-reader.ts';
import {tidyMarkdown} from './tidy-markdown.ts';

/** Characters that are read; what comes after is left out. */
const maxLength = 1_000_000;

/** Plain text: blocks are set off by empty lines; there is no title. */
export function textToBlocks(text: string): HtmlText {
  const blocks: TextBlock[] = [];
  let paragraph = '';
  const end = () => {
    const line = paragraph.replace(/\s+/g, ' ').trim();
    if (line !== '') blocks.push({kind: 'paragraph', text: line});
    paragraph = '';
  };
  for (const line of linesOf(text.slice(0, maxLength))) {
    paragraph += `${line}\n`;
    if (line.trim() === '' || paragraph.length > MAX_LINE) end();
    if (blocks.length >= MAX_BLOCKS) break;
  }
  end();
  return {title: '', blocks};
}

/** Markdown: headings, paragraphs, one block for each list item and table row, code. The title is the front matter's, else the first heading. */
export function markdownToBlocks(markdown: string): HtmlText {
  const {title, text} = tidyMarkdown(markdown.slice(0, maxLength));
  const blocks = markdownBlocks(text).flatMap(({kind, text: words}): TextBlock[] => (words === '' ? [] : [{kind, text: words}]));
  return {title: title || (blocks.find(({kind}) => kind === 'heading')?.text ?? ''), blocks};
}
