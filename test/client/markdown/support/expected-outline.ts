/**
 * test/client/markdown - what markdown-it itself makes of a whole text, with what we do on purpose applied to it: links are
 * checked and marked, images are named, table cells are aligned by class, code and tables can take the focus, footnotes are
 * numbered by the text's references and listed at the end.
 */
import MarkdownIt, {type Token} from 'markdown-it/browser'; // the whole one: ours is slimmed
import {citationRule} from '../../../../client/markdown/citation-rule.ts';
import {footnoteRule, noteRule} from '../../../../client/markdown/footnote-rules.ts';
import {bareLinkRule, taskRule} from '../../../../client/markdown/gfm-rules.ts';
import {mathBlockRule, mathRule} from '../../../../client/markdown/math-rules.ts';
import {outline} from './dom-outline.ts';

const markdown = new MarkdownIt({html: false});
const {escapeHtml, normalizeReference} = markdown.utils;
markdown.inline.ruler.before('link', 'citation', citationRule);
markdown.inline.ruler.before('link', 'footnote', footnoteRule);
markdown.block.ruler.before('reference', 'note', noteRule, {alt: ['paragraph', 'reference', 'blockquote']});
markdown.inline.ruler.before('escape', 'math', mathRule);
markdown.block.ruler.before('reference', 'math_block', mathBlockRule, {alt: ['paragraph', 'reference', 'blockquote']});
markdown.renderer.rules['math'] = markdown.renderer.rules['math_block'] = (tokens, index) => {
  const {type, info, content, markup} = tokens[index]!;
  if (content === '') return `<p>${escapeHtml(markup)}</p>`;
  const tag = type === 'math' ? 'span' : 'div';
  return `<${tag} class="${info === 'display' ? 'math display" tabindex="0' : 'math'}" data-tex="${escapeHtml(content)}"></${tag}>`;
};
markdown.core.ruler.push('bare_link', bareLinkRule);
markdown.core.ruler.push('task', taskRule);
markdown.renderer.rules['task'] = (tokens, index) => `<span class="task">${tokens[index]!.info === 'x' ? '☑' : '☐'}</span>`;
markdown.renderer.rules['citation'] = (tokens, index) => {
  const n = tokens[index]!.info;
  return `<span class="citation unknown" data-n="${n}">[${n}]</span>`;
};

const keyOf = (token: Token): string => normalizeReference(token.info);
markdown.renderer.rules['footnote'] = (tokens, index, _options, env) => {
  const token = tokens[index]!;
  const note = escapeHtml(token.info);
  const n = (env as {order?: string[]}).order!.indexOf(keyOf(token)) + 1;
  if (n === 0) return `<span class="footnote unknown" data-note="${note}">[^${note}]</span>`;
  return `<sup class="footnote" data-note="${note}"><button type="button" part="footnote" aria-label="Footnote ${n}">${n}</button></sup>`;
};

/** A whole text as HTML, its notes behind it. */
function render(text: string): string {
  const env: {order: string[]} = {order: []};
  const notes = new Map<string, {name: string; body: Token[]}>();
  const main: Token[] = [];
  let body: Token[] | undefined;
  for (const token of markdown.parse(text, env)) {
    if (token.type === 'note_open') {
      body = [];
      if (!notes.has(keyOf(token))) notes.set(keyOf(token), {name: token.info, body});
    } else if (token.type === 'note_close') body = undefined;
    else (body ?? main).push(token);
  }
  const references = (tokens: readonly Token[]): string[] => tokens.flatMap((token) => (token.type === 'footnote' ? [keyOf(token)] : references(token.children ?? [])));
  const add = (keys: readonly string[]) => {
    for (const key of keys) if (notes.has(key) && !env.order.includes(key)) env.order.push(key);
  };
  add(references(main));
  for (const key of env.order) add(references(notes.get(key)!.body)); // the order grows meanwhile
  const html = (tokens: Token[]) => markdown.renderer.render(tokens, markdown.options, env);
  const counts = [...references(main), ...env.order.flatMap((key) => references(notes.get(key)!.body))];
  const items = env.order.map((key, index) => {
    const {name, body} = notes.get(key)!;
    const back = counts
      .filter((one) => one === key)
      .map((_, way) => ` <button type="button" class="footnote-back" data-way="${way}" aria-label="Back to footnote ${index + 1} in the text"></button>`);
    return `<li data-note="${escapeHtml(name)}" tabindex="-1" value="${index + 1}">${html(body)}${back.join('')}</li>`;
  });
  return html(main) + (items.length === 0 ? '' : `<section class="footnotes"><ol aria-label="Footnotes">${items.join('')}</ol></section>`);
}

/** The outline of the DOM that a text must end in, all citations unknown. */
export function expectedOutline(text: string): string {
  const ended = text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
  const page = new DOMParser().parseFromString(render(ended), 'text/html');
  for (const link of page.querySelectorAll('a')) checkLink(link);
  for (const image of page.querySelectorAll('img')) nameImage(image);
  for (const cell of page.querySelectorAll('[style]')) {
    cell.className = cell.getAttribute('style')!.replace('text-align:', 'align-');
    cell.removeAttribute('style');
  }
  for (const pre of page.querySelectorAll('pre')) pre.tabIndex = 0;
  return outline(page.body);
}

function nameImage(image: HTMLImageElement): void {
  const address = image.getAttribute('src') ?? '';
  const canLoad = /^https?:/i.test(address) && URL.canParse(address) && image.closest('a') === null;
  const named = document.createElement(canLoad ? 'button' : 'span');
  named.className = 'image';
  named.textContent = image.alt === '' ? 'Image' : `Image: ${image.alt}`;
  if (named instanceof HTMLButtonElement) {
    const {href, host} = new URL(address);
    named.type = 'button';
    named.part.add('image');
    named.dataset['src'] = href;
    named.dataset['alt'] = image.alt;
    named.textContent += ` · Load from ${host}`;
  }
  image.replaceWith(named);
}

function checkLink(link: HTMLAnchorElement): void {
  const address = link.getAttribute('href') ?? '';
  link.removeAttribute('href');
  if (!/^(?:https?|mailto):/i.test(address) || !URL.canParse(address)) return;
  link.setAttribute('href', new URL(address).href);
  link.rel = 'noopener noreferrer nofollow';
  link.target = '_blank';
}
