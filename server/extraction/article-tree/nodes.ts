/** server/extraction - the nodes of a light document tree: as much of the DOM as Readability uses, and quick at what it asks again and again. */
import {voidElements} from '../../enrichment/html-elements.ts';
import {type Attribute, type HidingStyle, readStyle, toAttribute} from './attribute.ts';

/** A text that is longer is not kept: many elements around one long text would keep it many times. */
const maxKeptLength = 100_000;
const noNodes: readonly TreeNode[] = [];
const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'};

/** A node, and where it stands. */
export abstract class TreeNode {
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  abstract readonly textContent: string;
  abstract readonly childNodes: readonly TreeNode[];
  /** Appends the node as HTML. */
  abstract writeTo(html: string[]): void;

  parentNode: ParentNode | null = null;
  nextSibling: TreeNode | null = null;
  previousSibling: TreeNode | null = null;

  get nextElementSibling(): ElementNode | null {
    let node = this.nextSibling;
    while (node && !isElement(node)) node = node.nextSibling;
    return node;
  }

  get previousElementSibling(): ElementNode | null {
    let node = this.previousSibling;
    while (node && !isElement(node)) node = node.previousSibling;
    return node;
  }

  /** Takes the node out of the tree, with all that is in it. */
  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

/** A piece of text. */
export class TextNode extends TreeNode {
  readonly nodeType = 3;
  readonly nodeName = '#text';
  readonly childNodes = noNodes;
  textContent: string;

  constructor(text: string) {
    super();
    this.textContent = text;
  }

  override writeTo(html: string[]): void {
    html.push(/[&<>]/.test(this.textContent) ? this.textContent.replace(/[&<>]/g, (character) => entities[character] ?? character) : this.textContent);
  }
}

/**
 * A node with others in it. Its lists are of the moment, not live. Its text is kept until something changes in it: Readability asks for it
 * up to twenty times. A parent's text is kept only while its children's are, so a change has to let go upwards only as far as something is kept.
 */
export abstract class ParentNode extends TreeNode {
  firstChild: TreeNode | null = null;
  lastChild: TreeNode | null = null;
  #text: string | undefined;
  #childNodes: readonly TreeNode[] | undefined;
  #children: readonly ElementNode[] | undefined;

  override get childNodes(): readonly TreeNode[] {
    return (this.#childNodes ??= this.#nodes());
  }

  get children(): readonly ElementNode[] {
    return (this.#children ??= this.childNodes.filter(isElement));
  }

  get firstElementChild(): ElementNode | null {
    return this.firstChild && (isElement(this.firstChild) ? this.firstChild : this.firstChild.nextElementSibling);
  }

  override get textContent(): string {
    if (this.#text !== undefined) return this.#text;
    let text = '';
    for (let node = this.firstChild; node; node = node.nextSibling) text += node.textContent;
    if (text.length <= maxKeptLength) this.#text = text;
    return text;
  }

  appendChild<Node extends TreeNode>(node: Node): Node {
    node.remove();
    this.#place(node, this.lastChild, null);
    return node;
  }

  removeChild<Node extends TreeNode>(node: Node): Node {
    const {previousSibling, nextSibling} = node;
    if (previousSibling) previousSibling.nextSibling = nextSibling;
    else this.firstChild = nextSibling;
    if (nextSibling) nextSibling.previousSibling = previousSibling;
    else this.lastChild = previousSibling;
    node.parentNode = node.previousSibling = node.nextSibling = null;
    this.#changed();
    return node;
  }

  /** Puts a node where another is; it may come from anywhere, also from within the other. */
  replaceChild<Node extends TreeNode>(node: TreeNode, old: Node): Node {
    if (node === old) return old;
    node.remove();
    const {previousSibling, nextSibling} = old;
    this.removeChild(old);
    this.#place(node, previousSibling, nextSibling);
    return old;
  }

  /** The elements in this one, in the document's order. @param name - Of elements; `*` is every one. */
  getElementsByTagName(name: string): ElementNode[] {
    const wanted = name.toLowerCase();
    return wanted === '*' ? this.#find(() => true) : this.#find(({localName}) => localName === wanted);
  }

  /** The elements in this one, in the document's order. @param selector - Names of elements, separated by commas; nothing else. */
  querySelectorAll(selector: string): ElementNode[] {
    const wanted = selector.toLowerCase().split(',');
    return this.#find(({localName}) => wanted.includes(localName));
  }

  #find(isWanted: (element: ElementNode) => boolean): ElementNode[] {
    const found: ElementNode[] = [];
    for (let node = nextElement(this, this); node; node = nextElement(node, this)) if (isWanted(node)) found.push(node);
    return found;
  }

  #place(node: TreeNode, before: TreeNode | null, after: TreeNode | null): void {
    node.parentNode = this;
    node.previousSibling = before;
    node.nextSibling = after;
    if (before) before.nextSibling = node;
    else this.firstChild = node;
    if (after) after.previousSibling = node;
    else this.lastChild = node;
    this.#changed();
  }

  #changed(): void {
    this.#childNodes = this.#children = undefined;
    for (let node: ParentNode | null = this; node && node.#text !== undefined; node = node.parentNode) node.#text = undefined; // eslint-disable-line @typescript-eslint/no-this-alias
  }

  #nodes(): readonly TreeNode[] {
    const nodes: TreeNode[] = [];
    for (let node = this.firstChild; node; node = node.nextSibling) nodes.push(node);
    return nodes;
  }
}

/** What elements ask of their document. */
export interface OwnerDocument {
  createElement(name: string): ElementNode;
  createTextNode(text: string): TextNode;
  /** Reads a piece of HTML into an element. */
  parseInto(element: ElementNode, html: string): void;
}

/** An element. Its properties are those of the DOM, as far as Readability reads them. */
export class ElementNode extends ParentNode {
  readonly nodeType = 1;
  readonly ownerDocument: OwnerDocument;
  readonly attributes: Attribute[] = [];
  /** In lower case. */
  localName: string;
  /** In upper case. */
  tagName: string;
  /** What Readability keeps with an element. */
  readability: unknown = undefined;

  constructor(name: string, ownerDocument: OwnerDocument) {
    super();
    this.ownerDocument = ownerDocument;
    this.localName = name.toLowerCase();
    this.tagName = name.toUpperCase();
  }

  get nodeName(): string {
    return this.tagName;
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(id: string) {
    this.setAttribute('id', id);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(name: string) {
    this.setAttribute('class', name);
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }

  get srcset(): string {
    return this.getAttribute('srcset') ?? '';
  }

  /** What hides an element. */
  get style(): HidingStyle {
    return readStyle(this.getAttribute('style'));
  }

  get innerHTML(): string {
    const html: string[] = [];
    for (let node = this.firstChild; node; node = node.nextSibling) node.writeTo(html);
    return html.join('');
  }

  set innerHTML(html: string) {
    while (this.firstChild) this.removeChild(this.firstChild);
    this.ownerDocument.parseInto(this, html);
  }

  getAttribute(name: string): string | null {
    return this.#find(name)?.value ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  setAttribute(name: string, value: string): void {
    const attribute = this.#find(name);
    if (attribute) attribute.value = value;
    else this.attributes.push(toAttribute(name, value));
  }

  setAttributeNode({name, value}: Attribute): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    const index = this.attributes.findIndex((attribute) => attribute.name === name);
    if (index >= 0) this.attributes.splice(index, 1);
  }

  override writeTo(html: string[]): void {
    html.push('<', this.localName);
    for (const {name, value} of this.attributes) html.push(' ', name, '="', value.includes('&') || value.includes('"') ? value.replaceAll('&', '&amp;').replaceAll('"', '&quot;') : value, '"');
    html.push('>');
    if (voidElements.has(this.localName)) return;
    for (let node = this.firstChild; node; node = node.nextSibling) node.writeTo(html);
    html.push('</', this.localName, '>');
  }

  #find(name: string): Attribute | undefined {
    // A handful at most: quicker than a map.
    for (const attribute of this.attributes) if (attribute.name === name) return attribute;
    return undefined;
  }
}

/** Whether a node is an element. */
export const isElement = (node: TreeNode): node is ElementNode => node.nodeType === 1;

/** The element after a node in the document's order, as long as it stands in the root. */
function nextElement(node: ParentNode, root: ParentNode): ElementNode | null {
  if (node.firstElementChild) return node.firstElementChild;
  for (let at: ParentNode | null = node; at && at !== root; at = at.parentNode) {
    const next = at.nextElementSibling;
    if (next) return next;
  }
  return null;
}
