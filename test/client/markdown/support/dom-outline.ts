/** test/client/markdown - writes DOM down as text, so that two trees can be compared and a difference read. */

const blockTags = new Set('blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul'.split(' '));

/** Our wrappers, which the reference output does not have. */
const wrappers = 'div.table, span.code-lines, figure.diagram';

/**
 * One line for each element and text, attributes sorted. White space at the edges of blocks does not count, and neither do the
 * wrappers around tables and code lines.
 */
export function outline(root: Element): string {
  const copy = document.createElement('div');
  copy.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
  for (const wrapper of copy.querySelectorAll(wrappers)) wrapper.replaceWith(...wrapper.childNodes);
  for (const formula of copy.querySelectorAll('.math')) formula.replaceChildren(); // as TeX or as MathML, by when it was fetched
  copy.normalize();
  return lines(copy, '').join('\n');
}

function lines(parent: Element, indent: string): string[] {
  return [...parent.childNodes].flatMap((node) => {
    if (node instanceof Element) return [`${indent}<${[node.localName, ...attributes(node)].join(' ')}>`, ...lines(node, `${indent}  `)];
    const text = visibleText(node);
    return text === '' ? [] : [`${indent}${JSON.stringify(text)}`];
  });
}

function attributes(element: Element): string[] {
  return [...element.attributes].map(({name, value}) => `${name}=${JSON.stringify(value)}`).sort();
}

function visibleText(node: ChildNode): string {
  const text = node.textContent ?? '';
  if (node.parentElement?.closest('pre')) return text;
  const start = atBlockEdge(node, node.previousSibling) ? text.replace(/^[ \n]+/, '') : text;
  return atBlockEdge(node, node.nextSibling) ? start.replace(/[ \n]+$/, '') : start;
}

function atBlockEdge(node: ChildNode, neighbour: ChildNode | null): boolean {
  const beside = neighbour ?? node.parentElement;
  return beside instanceof Element && blockTags.has(beside.localName);
}
