/**
 * client/markdown - writes a stretch of DOM in document order, keeping every present node that already fits.
 * So the nodes a reader has selected, focused or is pointing at survive when text grows or is parsed again.
 */

/** An attribute's name and value. */
export type Attribute = readonly [name: string, value: string];

/** Where writing goes on when an element is closed. */
interface Place {
  readonly parent: Node;
  readonly next: ChildNode | null;
}

/**
 * Walks over the children of `parent` from `from` up to `end` while it is told what should be there, and changes only what
 * differs. Neighbouring texts are joined into one node.
 */
export class DomPatcher {
  #parent: Node;
  #next: ChildNode | null;
  readonly #end: ChildNode | null;
  readonly #open: Place[] = [];
  #text = '';
  #last: ChildNode | null = null;

  /**
   * @param from - The first node that may be kept, changed or replaced; `null` when there is none.
   * @param end - The node to stop before; `null` for the end of `parent`.
   */
  constructor(parent: Node, from: ChildNode | null, end: ChildNode | null = null) {
    this.#parent = parent;
    this.#next = from === end ? null : from;
    this.#end = end;
  }

  /** The last node written directly in `parent` so far. */
  get last(): ChildNode | null {
    return this.#last;
  }

  /** Writes text. */
  text(text: string): void {
    this.#text += text;
  }

  /** Ends the current text node, so that the next text does not join it. */
  endText(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    const node = this.#next;
    if (node instanceof Text) {
      setText(node, text);
      this.#keep(node);
    } else {
      this.#put(document.createTextNode(text));
    }
  }

  /** Opens an element: what follows goes into it until {@link close}. */
  open(tag: string, attributes: readonly Attribute[] = []): void {
    this.endText();
    const present = this.#next;
    const fits = present instanceof HTMLElement && present.localName === tag;
    const element = fits ? present : document.createElement(tag);
    setAttributes(element, attributes);
    if (fits) this.#keep(element);
    else this.#put(element);
    this.#open.push({parent: this.#parent, next: this.#next});
    this.#parent = element;
    this.#next = element.firstChild;
  }

  /** Closes the element opened last; what else was in it goes. */
  close(): void {
    this.endText();
    this.#removeRest();
    const place = this.#open.pop();
    if (!place) throw new Error('Cannot close an element: none is open');
    this.#parent = place.parent;
    this.#next = place.next;
  }

  /** Writes an element without content. */
  empty(tag: string, attributes: readonly Attribute[] = []): void {
    this.open(tag, attributes);
    this.close();
  }

  /** Writes an element that someone else fills; one that is there with these attributes stays as it is. */
  filled(tag: string, attributes: readonly Attribute[], fill: (element: HTMLElement) => void): void {
    this.endText();
    const present = this.#next;
    if (present instanceof HTMLElement && present.localName === tag && attributes.every(([name, value]) => present.getAttribute(name) === value)) {
      this.#keep(present);
      return;
    }
    const element = document.createElement(tag);
    setAttributes(element, attributes);
    fill(element);
    this.#put(element);
  }

  /** Ends writing and leaves the nodes behind the last one written where they are. */
  finish(): void {
    this.endText();
  }

  /** Ends writing and removes the nodes between the last one written and the end of the stretch. */
  finishAndTrim(): void {
    this.endText();
    this.#removeRest();
  }

  #put(node: ChildNode): void {
    const replaced = this.#next;
    if (replaced) {
      this.#stepOver(replaced);
      replaced.replaceWith(node);
    } else {
      this.#parent.insertBefore(node, this.#stop);
    }
    this.#wrote(node);
  }

  #keep(node: ChildNode): void {
    this.#stepOver(node);
    this.#wrote(node);
  }

  #wrote(node: ChildNode): void {
    if (this.#open.length === 0) this.#last = node;
  }

  #removeRest(): void {
    for (let node = this.#next; node; node = this.#next) {
      this.#stepOver(node);
      node.remove();
    }
  }

  #stepOver(node: ChildNode): void {
    this.#next = node.nextSibling === this.#stop ? null : node.nextSibling;
  }

  /** The node that what is being written stands before. */
  get #stop(): ChildNode | null {
    return this.#open.length === 0 ? this.#end : null;
  }
}

function setText(node: Text, text: string): void {
  if (node.data === text) return;
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length));
  else node.data = text;
}

function setAttributes(element: Element, attributes: readonly Attribute[]): void {
  for (const [name, value] of attributes) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  if (element.attributes.length === attributes.length) return;
  const wanted = new Set(attributes.map(([name]) => name));
  for (const {name} of [...element.attributes]) if (!wanted.has(name)) element.removeAttribute(name);
}
