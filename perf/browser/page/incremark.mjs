/**
 * perf/browser/page - incremark with its own engine (marked). Its core parses and draws nothing, so a plain view of its blocks stands behind it:
 * finished blocks are drawn once, the open ones again with each write.
 */
import {createIncremarkParser} from '@incremark/core';

const parser = createIncremarkParser({gfm: true});
let main;
let open = [];

const tags = {paragraph: 'p', blockquote: 'blockquote', listItem: 'li', emphasis: 'em', strong: 'strong', delete: 'del', thematicBreak: 'hr', break: 'br', footnoteReference: 'sup', footnoteDefinition: 'div'};

/** A node's element; its text where it has no element of its own. */
function draw(node) {
  if (node.type === 'text' || node.type === 'html') return document.createTextNode(node.value);
  if (node.type === 'table') return drawTable(node);
  const element = document.createElement(node.type === 'heading' ? `h${node.depth}` : node.type === 'list' ? (node.ordered ? 'ol' : 'ul') : node.type === 'link' ? 'a' : (tags[node.type] ?? 'span'));
  if (node.type === 'link') element.href = node.url;
  if (node.type === 'footnoteReference') element.textContent = node.label ?? node.identifier;
  if (node.type === 'inlineCode' || node.type === 'code') return drawCode(node);
  element.append(...(node.children ?? []).map(draw));
  return element;
}

function drawCode({type, value}) {
  const code = document.createElement('code');
  code.textContent = value;
  if (type === 'inlineCode') return code;
  const block = document.createElement('pre');
  block.append(code);
  return block;
}

function drawTable({align, children}) {
  const table = document.createElement('table');
  for (const [at, row] of children.entries()) {
    const line = table.insertRow();
    for (const [column, cell] of row.children.entries()) {
      const box = document.createElement(at === 0 ? 'th' : 'td');
      if (align?.[column]) box.style.textAlign = align[column];
      box.append(...cell.children.map(draw));
      line.append(box);
    }
  }
  return table;
}

function show({completed, pending}) {
  for (const element of open) element.remove();
  main.append(...completed.map(({node}) => draw(node)));
  open = pending.map(({node}) => draw(node));
  main.append(...open);
}

/** @type {import('./technique.ts').Technique} */
export const technique = {
  start(element) {
    main = element;
  },
  write(text) {
    show(parser.append(text));
  },
  end() {
    show(parser.finalize());
  },
};
