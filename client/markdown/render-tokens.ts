/**
 * client/markdown - draws parsed tokens. What is not named here is not drawn: the tags are a fixed set, attributes are chosen
 * one by one, and text is always text.
 */
import {type Token} from 'markdown-it';
import {checkUrl} from './check-url.ts';
import {drawCitation, outboundAttributes} from './citation-link.ts';
import {drawCode} from './code-lines.ts';
import {type Attribute, type DomPatcher} from './dom-patcher.ts';
import {type DrawContext} from './draw-context.ts';
import {drawFormula} from './draw-formula.ts';
import {fenceLanguage} from './parser.ts';

/** Elements with content, by the token that opens them. */
const elements: ReadonlyMap<string, string> = new Map([
  ['paragraph_open', 'p'],
  ['blockquote_open', 'blockquote'],
  ['bullet_list_open', 'ul'],
  ['ordered_list_open', 'ol'],
  ['list_item_open', 'li'],
  ['thead_open', 'thead'],
  ['tbody_open', 'tbody'],
  ['tr_open', 'tr'],
  ['th_open', 'th'],
  ['td_open', 'td'],
  ['em_open', 'em'],
  ['strong_open', 'strong'],
  ['s_open', 's'],
]);

const headings: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** What scrolls sideways can be reached and scrolled with the keyboard. */
const focusable: Attribute = ['tabindex', '0'];

/** Draws tokens in order; the inline phase must have run over them. */
export function renderTokens(patcher: DomPatcher, tokens: readonly Token[], context: DrawContext): void {
  let inLink = false;
  for (const token of tokens) {
    switch (token.type) {
      case 'inline':
        renderTokens(patcher, token.children ?? [], context);
        break;
      case 'text':
      case 'text_special':
        patcher.text(token.content);
        break;
      case 'softbreak':
        patcher.text('\n');
        break;
      case 'hardbreak':
        patcher.empty('br');
        patcher.text('\n');
        break;
      case 'hr':
        patcher.empty('hr');
        break;
      case 'code_inline':
        patcher.open('code');
        patcher.text(token.content);
        patcher.close();
        break;
      case 'code_block':
      case 'fence':
        drawCodeBlock(patcher, token);
        break;
      case 'link_open':
        inLink = true;
        patcher.open('a', linkAttributes(token));
        break;
      case 'link_close':
        inLink = false;
        patcher.close();
        break;
      case 'image':
        context.images.draw(patcher, String(token.attrGet('src')), plainText(token.children ?? []), inLink);
        break;
      case 'citation':
        drawCitation(patcher, token.info, context.citation);
        break;
      case 'footnote':
        context.footnotes.draw(patcher, token.info);
        break;
      case 'math':
      case 'math_block':
        drawFormula(patcher, token);
        break;
      case 'task':
        patcher.open('span', [['class', 'task']]);
        patcher.text(token.info === 'x' ? '☑' : '☐');
        patcher.close();
        break;
      case 'table_open':
        patcher.open('div', [['class', 'table'], focusable]);
        patcher.open('table');
        break;
      case 'table_close':
        patcher.close();
        patcher.close();
        break;
      default:
        drawElement(patcher, token);
    }
  }
}

function drawElement(patcher: DomPatcher, token: Token): void {
  // The paragraphs of a tight list are hidden: their text stands in the item itself.
  if (token.hidden) patcher.endText();
  else if (token.nesting < 0) patcher.close();
  else if (token.nesting > 0) patcher.open(tagOf(token), elementAttributes(token));
}

function tagOf({type, tag}: Token): string {
  if (type === 'heading_open' && headings.has(tag)) return tag;
  return elements.get(type) ?? 'span';
}

function elementAttributes(token: Token): readonly Attribute[] {
  if (token.attrs === null) return [];
  if (token.type === 'ordered_list_open') {
    const start = token.attrGet('start');
    return start === null ? [] : [['start', String(start)]];
  }
  // A strict content security policy forbids the style attribute that the parser suggests.
  const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style')))?.[1];
  return align === undefined ? [] : [['class', `align-${align}`]];
}

function drawCodeBlock(patcher: DomPatcher, {content, info}: Token): void {
  const language = fenceLanguage(info);
  const isDiagram = language === 'mermaid';
  if (isDiagram) patcher.open('figure', [['class', 'diagram']]);
  patcher.open('pre', [focusable]);
  patcher.open('code', language === '' ? [] : [['class', `language-${language}`]]);
  drawCode(patcher, content);
  patcher.close();
  patcher.close();
  if (isDiagram) patcher.close();
}

function linkAttributes(token: Token): Attribute[] {
  const url = checkUrl(String(token.attrGet('href')));
  const title = token.attrGet('title');
  return [
    ...(url === undefined ? [] : [['href', url] as const, ...outboundAttributes]),
    ...(title === null ? [] : [['title', String(title)] as const]),
  ];
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({type, content, children}) => {
    if (type === 'softbreak' || type === 'hardbreak') return '\n';
    return type === 'image' ? plainText(children ?? []) : content;
  }).join('');
}
