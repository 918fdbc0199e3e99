/**
 * server/http - a corpus document as a page. Markdown is rendered with HTML off, so all markup is the renderer's own; links
 * lead only to http, https and headings, images become their text. Plain text is shown as it is, and so is Markdown that would take long to render.
 */
import {createHash} from 'node:crypto';
import MarkdownIt, {type Token} from 'markdown-it';
import type {CorpusDocument} from '../search/corpus-document.ts';
import {headingSlugs} from '../search/heading-slug.ts';
import {plainPage} from './plain-page.ts';

const style = `:root{color-scheme:light dark;font:1rem/1.65 system-ui,sans-serif}
body{max-inline-size:46rem;margin:2rem auto;padding-inline:1.25rem;overflow-wrap:break-word}
header{color:GrayText;font-size:.85rem;border-block-end:1px solid color-mix(in srgb,CanvasText 15%,Canvas);padding-block-end:.5rem}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin-block:1.6em .6em}
:target{background:color-mix(in srgb,Highlight 25%,Canvas);scroll-margin-block-start:1rem}
pre,code{font:.9em/1.5 ui-monospace,monospace}
pre{overflow-x:auto;padding:.8rem 1rem;border:1px solid color-mix(in srgb,CanvasText 15%,Canvas);border-radius:.5rem;white-space:pre-wrap}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid color-mix(in srgb,CanvasText 20%,Canvas);padding:.3rem .6rem;text-align:start}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid color-mix(in srgb,CanvasText 20%,Canvas)}`;

/** The CSP source that allows the page's one style sheet. */
export const documentStyleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** Longest Markdown that is rendered, in UTF-16 units: streams wait meanwhile. */
const MAX_RENDERED = 50_000;

const markdown = new MarkdownIt({html: false, linkify: false});
const {escapeHtml} = markdown.utils;
const renderTag = markdown.renderer.renderToken.bind(markdown.renderer);
markdown.renderer.rules['image'] = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
markdown.renderer.rules['link_open'] = (tokens, index, options) => {
  const href = String(tokens[index]?.attrGet('href') ?? '');
  // A link to another file of the corpus has no address here; its words stay.
  if (/^#/.test(href)) return renderTag(tokens, index, options);
  if (!/^https?:\/\//i.test(href)) return '<a>';
  tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow');
  tokens[index]?.attrSet('target', '_blank');
  return renderTag(tokens, index, options);
};

/** The whole page as HTML text. Every piece of the document in it is escaped. */
export function documentPage({title, path, format, text}: CorpusDocument): string {
  const body = format === 'text' ? `<pre>${escapeHtml(text)}</pre>` : text.length > MAX_RENDERED ? plainPage(text, escapeHtml) : renderMarkdown(text);
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title>
<style>${style}</style></head>
<body><header>${escapeHtml(path)}</header><main>${body}</main></body></html>
`;
}

function renderMarkdown(text: string): string {
  const tokens = markdown.parse(text, {});
  const headings = tokens.flatMap((token, index) => (token.type === 'heading_open' ? [{token, text: plainText(tokens[index + 1])}] : []));
  const slugs = headingSlugs(headings.map((heading) => heading.text));
  headings.forEach(({token}, index) => token.attrSet('id', slugs[index] ?? ''));
  return markdown.renderer.render(tokens, markdown.options, {});
}

const plainText = (inline: Token | undefined): string => (inline?.children ?? []).map(({content}) => content).join('');
