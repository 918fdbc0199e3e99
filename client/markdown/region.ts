/**
 * client/markdown - an element that is filled from the front: its first nodes are frozen, the ones behind them are the open
 * part, drawn again as text arrives.
 */
import {type Token} from 'markdown-it';
import {type CitationLookup} from './citation-link.ts';
import {DomPatcher} from './dom-patcher.ts';
import {renderTokens} from './render-tokens.ts';

export class Region {
  readonly element: Element;
  readonly #lookUp: CitationLookup;
  #lastFrozen: ChildNode | null = null;

  /** @param lookUp - Where citations in here lead. */
  constructor(element: Element, lookUp: CitationLookup) {
    this.element = element;
    this.#lookUp = lookUp;
  }

  /** A region for an element inside this one. */
  nest(element: Element): Region {
    return new Region(element, this.#lookUp);
  }

  /** The first node of the open part. */
  get firstOpen(): ChildNode | null {
    return this.#lastFrozen ? this.#lastFrozen.nextSibling : this.element.firstChild;
  }

  /** The frozen elements, first to last. */
  get frozen(): Element[] {
    const children = [...this.element.children];
    return children.slice(0, children.findIndex((child) => child === this.#lastFrozen) + 1);
  }

  /** Draws the open part: exactly these blocks and nothing else. */
  drawOpen(tokens: readonly Token[]): void {
    const patcher = new DomPatcher(this.element, this.firstOpen);
    renderTokens(patcher, tokens, this.#lookUp);
    patcher.finishAndTrim();
  }

  /** Draws one block for good, over the first node of the open part. Returns its node, unless it has none. */
  freeze(block: readonly Token[]): ChildNode | null {
    const patcher = new DomPatcher(this.element, this.firstOpen);
    renderTokens(patcher, block, this.#lookUp);
    patcher.finish();
    this.#lastFrozen = patcher.last ?? this.#lastFrozen;
    return patcher.last;
  }

  /** Takes the first node of the open part as frozen, as it is: from now on someone else fills it. */
  freezeFirstOpen(): void {
    this.#lastFrozen = this.firstOpen;
  }

  /** Draws a frozen block again, after its inline markup has changed. It stays the same node. */
  redraw(node: ChildNode, block: readonly Token[]): void {
    const patcher = new DomPatcher(this.element, node, node.nextSibling);
    renderTokens(patcher, block, this.#lookUp);
    patcher.finish();
  }
}
