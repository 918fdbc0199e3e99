/** server/extraction - a page as a light document tree, for Readability: a fraction of the time and memory of a DOM that is made for more. */
import {Parser} from 'htmlparser2';
import {ElementNode, type OwnerDocument, ParentNode, TextNode, type TreeNode} from './nodes.ts';

/** A page as a tree: `<html>` with a head and a body, whatever the page has of them. */
export class PageDocument extends ParentNode implements OwnerDocument {
  readonly nodeType = 9;
  readonly nodeName = '#document';
  /** Links need some address to be made whole by; they are not kept. */
  readonly baseURI = 'https://page.example/';
  readonly documentURI = this.baseURI;
  readonly documentElement = this.createElement('html');
  readonly head = this.createElement('head');
  readonly body = this.createElement('body');

  /** @param html - Not nested without measure: nodes are gone through by recursion. */
  constructor(html: string) {
    super();
    this.appendChild(this.documentElement);
    this.documentElement.appendChild(this.head);
    this.documentElement.appendChild(this.body);
    parse(html, this.body, this, new Set([this.documentElement, this.head, this.body]));
  }

  get title(): string {
    return this.head.getElementsByTagName('title')[0]?.textContent ?? '';
  }

  createElement(name: string): ElementNode {
    return new ElementNode(name, this);
  }

  createTextNode(text: string): TextNode {
    return new TextNode(text);
  }

  /** Reads a piece of HTML into an element. */
  parseInto(element: ElementNode, html: string): void {
    parse(html, element, this, new Set());
  }

  override writeTo(html: string[]): void {
    this.documentElement.writeTo(html);
  }
}

/**
 * Reads HTML into an element.
 * @param unopened - The document's own elements, which are opened once; a tag that would open one again changes nothing, and what follows it stays where it is.
 */
function parse(html: string, root: ElementNode, document: PageDocument, unopened: Set<ElementNode>): void {
  const own = new Map([['html', document.documentElement], ['head', document.head], ['body', document.body]]);
  const open = [root];
  let text: TextNode | undefined;
  const append = <Node extends TreeNode>(node: Node): Node => (open.at(-1) ?? root).appendChild(node);
  const parser = new Parser({
    onopentag: (name, attributes) => {
      text = undefined;
      const known = own.get(name);
      const node = known ?? append(document.createElement(name));
      if (!known || unopened.delete(known)) {
        for (const attribute in attributes) node.setAttribute(attribute, attributes[attribute] ?? '');
        // What stands in <html> itself is the body's.
        open.push(name === 'html' && known ? root : node);
      } else open.push(open.at(-1) ?? root);
    },
    ontext: (data) => {
      // Character references come one by one.
      if (text) text.textContent += data;
      else text = append(new TextNode(data));
    },
    onclosetag: () => {
      text = undefined;
      open.pop();
    },
  });
  parser.end(html);
}
