/** server/extraction - the text in an element of the light document tree, as it would be read from its HTML. */
import {voidElements} from '../../enrichment/html-elements.ts';
import {HtmlReading} from '../../enrichment/html-to-blocks.ts';
import type {TextBlock} from '../../enrichment/page-reader.ts';
import {isElement, type ParentNode, type TreeNode} from './nodes.ts';

/** Reads what is in an element. */
export function treeToBlocks(root: ParentNode): readonly TextBlock[] {
  const reading = new HtmlReading('');
  const readIn = (parent: ParentNode) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) read(node);
  };
  const read = (node: TreeNode) => {
    if (!isElement(node)) {
      if (node.textContent !== '') reading.text(node.textContent);
      return;
    }
    reading.startElement(node.localName, node.attributes);
    if (voidElements.has(node.localName)) return;
    readIn(node);
    reading.endElement(node.localName);
  };
  readIn(root);
  return reading.result().blocks;
}
