/** server/http - Markdown that is too long to be rendered while others wait: as it was written, with its headings as places that citations lead to. Pure. */
import {headingSlugs} from '../search/heading-slug.ts';

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*)/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/** @param escape - Makes text of HTML's own signs. */
export function plainPage(text: string, escape: (text: string) => string): string {
  const lines = text.split('\n');
  const headings = new Map<number, string>();
  let isCode = false;
  lines.forEach((line, index) => {
    if (FENCE.test(line)) isCode = !isCode;
    const [, heading] = isCode ? [] : (HEADING.exec(line) ?? []);
    if (heading !== undefined) headings.set(index, wordsOf(heading));
  });
  const slugs = headingSlugs([...headings.values()]);
  const ids = new Map([...headings.keys()].map((index, at) => [index, slugs[at] ?? '']));
  const shown = lines.map((line, index) => {
    const id = ids.get(index);
    return id === undefined ? escape(line) : `<strong id="${escape(id)}">${escape(line)}</strong>`;
  });
  return `<pre>${shown.join('\n')}</pre>`;
}

/** A heading without its markup. */
const wordsOf = (heading: string): string => heading.replace(/[ \t]+#+[ \t]*$/, '').replace(/\[([^\][]*)\]\([^()]*\)/g, '$1').replace(/[*`]/g, '');
