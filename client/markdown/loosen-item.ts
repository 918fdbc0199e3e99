/** client/markdown - turns a drawn item of a tight list into one of a loose list. */

const inlineTags: ReadonlySet<string> = new Set(['a', 'br', 'button', 'code', 'em', 'img', 's', 'span', 'strong', 'sup']);

/** Wraps each run of text and inline elements that stands directly in the item in a paragraph. Nodes are moved, not made again. */
export function loosenItem(item: Element): void {
  let paragraph: HTMLParagraphElement | undefined;
  for (const node of [...item.childNodes]) {
    if (node instanceof Element && !inlineTags.has(node.localName)) {
      paragraph = undefined;
      continue;
    }
    if (!paragraph) {
      paragraph = document.createElement('p');
      node.before(paragraph);
    }
    paragraph.append(node);
  }
}
