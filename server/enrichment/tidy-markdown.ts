/** server/enrichment - Markdown as people write it, made into Markdown without HTML and front matter. */

/** Markdown that can be read without knowing HTML. */
export interface TidyMarkdown {
  readonly text: string;
  /** The title that the front matter gives; empty when there is none. */
  readonly title: string;
}

const frontMatter = /^---[ \t]*\r?\n([^]{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const frontMatterTitle = /^title:[ \t]*(["']?)(.{1,300}?)\1[ \t]*$/m;

const wordTags = 'a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var';
const otherTags =
  'article|aside|audio|blockquote|br|button|center|dd|details|div|dl|dt|embed|figcaption|figure|footer|form|g|h[1-6]|header|hr|iframe|img|input|li|link|' +
  'main|meta|nav|object|ol|p|path|picture|pre|section|source|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul|video';
const ofTag = String.raw`(?:\s[^<>]*)?\/?>`;

/** HTML, and the code spans in which tags are text. Only names that HTML has: `Promise<string>` is prose. Bounded, as in `inlineText`. */
const htmlOrCode = new RegExp(
  [
    '(?<code>(?<!`)(?<ticks>`+)(?!`)[^]{1,2000}?(?<!`)\\k<ticks>(?!`))',
    '<!--[^]*?(?:-->|$)',
    String.raw`<(?<unseen>script|style)\b[^]*?(?:<\/\k<unseen>\s*>|$)`,
    String.raw`<h(?<level>[1-6])(?:\s[^<>]*)?>(?<heading>[^]{0,500}?)<\/h\k<level>\s*>`,
    `<\\/?(?:${wordTags})${ofTag}`,
    `(?<gap>[ \\t]{0,40}(?:<\\/?(?:${otherTags})${ofTag}[ \\t]*)+)`,
  ].join('|'),
  'gi',
);

/**
 * Takes front matter, comments, scripts and tags away; HTML headings become Markdown ones. Code stays as it is.
 * @param markdown - A whole document.
 */
export function tidyMarkdown(markdown: string): TidyMarkdown {
  const [whole = '', fields = ''] = frontMatter.exec(markdown) ?? [];
  const title = frontMatterTitle.exec(fields)?.[2]?.trim() ?? '';
  return {text: betweenFences(markdown.slice(whole.length), withoutHtml), title};
}

function withoutHtml(markdown: string): string {
  if (!markdown.includes('<')) return markdown;
  return markdown.replace(htmlOrCode, (...match: unknown[]) => {
    const {code, level, heading, gap} = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (code !== undefined) return code;
    if (heading !== undefined) return `\n\n${'#'.repeat(Number(level))} ${withoutHtml(heading).replace(/\s+/g, ' ').trim()}\n\n`;
    return gap === undefined ? '' : ' ';
  });
}

const fenceLine = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^`\n]*)/;
/** No fence begins later in its line. */
const FENCE_REACH = 200;

/** Changes what stands outside fenced code blocks. */
function betweenFences(markdown: string, change: (prose: string) => string): string {
  const parts: string[] = [];
  let partFrom = 0;
  let fence: string | undefined;
  for (let start = 0; start < markdown.length; ) {
    const newline = markdown.indexOf('\n', start);
    const end = newline < 0 ? markdown.length : newline + 1;
    const [, marks = '', info = ''] = fenceLine.exec(markdown.slice(start, Math.min(end, start + FENCE_REACH))) ?? [];
    if (fence === undefined && marks !== '') {
      parts.push(change(markdown.slice(partFrom, start)));
      partFrom = start;
      fence = marks;
    } else if (fence !== undefined && marks.startsWith(fence) && info.trim() === '') {
      parts.push(markdown.slice(partFrom, end));
      partFrom = end;
      fence = undefined;
    }
    start = end;
  }
  const rest = markdown.slice(partFrom);
  parts.push(fence === undefined ? change(rest) : rest);
  return parts.join('');
}
