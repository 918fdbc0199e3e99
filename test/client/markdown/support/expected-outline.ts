/**
 * test/client/markdown - what markdown-it itself makes of a whole text, with what we do on purpose applied to it: links are
 * checked and marked, images are named, table cells are aligned by class, code and tables can take the focus.
 */
import MarkdownIt from 'markdown-it/browser'; // the whole one: ours is slimmed
import {citationRule} from '../../../../client/markdown/citation-rule.ts';
import {bareLinkRule, taskRule} from '../../../../client/markdown/gfm-rules.ts';
import {outline} from './dom-outline.ts';

const markdown = new MarkdownIt({html: false});
markdown.inline.ruler.before('link', 'citation', citationRule);
markdown.core.ruler.push('bare_link', bareLinkRule);
markdown.core.ruler.push('task', taskRule);
markdown.renderer.rules['task'] = (tokens, index) => `<span class="task">${tokens[index]!.info === 'x' ? '☑' : '☐'}</span>`;
markdown.renderer.rules['citation'] = (tokens, index) => {
  const n = tokens[index]!.info;
  return `<span class="citation unknown" data-n="${n}">[${n}]</span>`;
};

/** The outline of the DOM that a text must end in, all citations unknown. */
export function expectedOutline(text: string): string {
  const ended = text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
  const page = new DOMParser().parseFromString(markdown.render(ended), 'text/html');
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
  const inLink = image.closest('a') !== null;
  const link = document.createElement('a');
  link.setAttribute('href', image.getAttribute('src')!);
  checkLink(link);
  const named = document.createElement(!inLink && link.hasAttribute('href') ? 'a' : 'span');
  if (named.localName === 'a') for (const {name, value} of link.attributes) named.setAttribute(name, value);
  named.className = 'image';
  named.textContent = image.alt === '' ? 'image' : `image: ${image.alt}`;
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
