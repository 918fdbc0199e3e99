/**
 * client/markdown - an element that is filled from the front: its first nodes are frozen, the ones behind them are the open
 * part, drawn again as text arrives.
 */
import {type Token} from 'markdown-it';
import {DomPatcher} from './dom-patcher.ts';
import {type DrawContext} from './draw-context.ts';
import {renderTokens} from './render-tokens.ts';
import {splitNotes} from './tokens.ts';

export class Region {
  readonly element: Element;
  readonly #context: DrawContext;
  readonly #isTop: boolean;
  #lastFrozen: ChildNode | null = null;
  /** Where new nodes are held back. */
  #aside: DocumentFragment | undefined;

  /** @param isTop - Whether it is the whole answer, whose last node is the list of footnotes. */
  constructor(element: Element, context: DrawContext, isTop = false) {
    this.element = element;
    this.#context = context;
    this.#isTop = isTop;
  }

  /** A region for an element inside this one. */
  nest(element: Element): Region {
    return new Region(element, this.#context);
  }

  /** The first node of the open part. */
  get firstOpen(): ChildNode | null {
    const next = this.#lastFrozen ? this.#lastFrozen.nextSibling : this.element.firstChild;
    if (next && next !== this.#end) return next;
    const aside = this.#aside;
    return aside && this.#lastFrozen?.parentNode !== aside ? aside.firstChild : null;
  }

  /** Holds back, from here on, what comes behind the open part: off the page it costs neither styles nor layout. */
  hold(): void {
    this.#aside ??= document.createDocumentFragment();
  }

  /** Shows what was held back. */
  show(): void {
    const aside = this.#aside;
    this.#aside = undefined;
    if (aside) this.element.insertBefore(aside, this.#end);
  }

  /** The frozen elements, first to last. */
  get frozen(): Element[] {
    const children = [...this.element.children];
    return children.slice(0, children.findIndex((child) => child === this.#lastFrozen) + 1);
  }

  /** Draws the open part: exactly these blocks and nothing else. */
  drawOpen(tokens: readonly Token[]): void {
    const {blocks, notes} = splitNotes(tokens);
    const patcher = this.#patch();
    renderTokens(patcher, blocks, this.#context);
    patcher.finishAndTrim();
    if (!this.#isTop) return;
    const {footnotes} = this.#context;
    for (const note of notes) {
      this.show();
      const item = footnotes.itemOf(note[0]?.info ?? '');
      if (item) this.nest(item).drawOpen(note.slice(1, -1));
    }
    footnotes.arrange();
  }

  /** Draws one block for good, over the first node of the open part. Returns its node, unless it has none. */
  freeze(block: readonly Token[]): ChildNode | null {
    const patcher = this.#patch();
    renderTokens(patcher, block, this.#context);
    patcher.finish();
    this.#lastFrozen = patcher.last ?? this.#lastFrozen;
    return patcher.last;
  }

  /** Where a footnote's blocks are frozen; nowhere when there is one of its name already. */
  freezeNote(name: string): Region | undefined {
    this.show();
    const item = this.#context.footnotes.freeze(name);
    return item && this.nest(item);
  }

  /** Takes the first node of the open part as frozen, as it is: from now on someone else fills it. */
  freezeFirstOpen(): void {
    this.#lastFrozen = this.firstOpen;
  }

  /** Draws a frozen block again, after its inline markup has changed. It stays the same node. */
  redraw(node: ChildNode, block: readonly Token[]): void {
    const patcher = new DomPatcher(node.parentNode ?? this.element, node, node.nextSibling);
    renderTokens(patcher, block, this.#context);
    patcher.finish();
  }

  /** The open part is never split: all of it is on the page, or held back. */
  #patch(): DomPatcher {
    const from = this.firstOpen;
    const parent = from?.parentNode ?? this.#aside ?? this.element;
    return new DomPatcher(parent, from, parent === this.element ? this.#end : null);
  }

  get #end(): ChildNode | null {
    return this.#isTop ? this.#context.footnotes.node : null;
  }
}
