/** client/elements - keeps an element's content equal to a growing Markdown text, writing only what is new. */
import {IncrementalMarkdown, type IncrementalMarkdownOptions} from '../markdown/incremental-markdown.ts';

/** Owns the children of one element. */
export class MarkdownBody {
  readonly root: HTMLElement;
  readonly #markdown: IncrementalMarkdown;
  #written = '';
  #ended = false;

  constructor(root: HTMLElement, options: IncrementalMarkdownOptions) {
    this.root = root;
    this.#markdown = new IncrementalMarkdown(root, options);
  }

  /** How much text is shown, in characters. */
  get length(): number {
    return this.#written.length;
  }

  /**
   * Shows the text. One that does not begin with what was shown before replaces it.
   * @param complete - Whether no more comes.
   * @param most - So much more than was shown before, in characters, not half of one; that ends nothing yet.
   * @param goesOn - Whether more follows soon: new blocks are shown together with that.
   */
  show(text: string, complete: boolean, most = Infinity, goesOn = false): void {
    const continues = text.startsWith(this.#written) && !(this.#ended && text.length > this.#written.length);
    if (!continues) this.#begin();
    const from = this.#written.length;
    const isCut = from + most < text.length;
    const piece = isCut ? text.slice(from, from + most).replace(/[\uD800-\uDBFF]$/, '') : text.slice(from);
    this.#markdown.write(piece, goesOn);
    this.#written = isCut ? this.#written + piece : text;
    if (most < Infinity || !complete || this.#ended) return;
    this.#ended = true;
    this.#markdown.end();
  }

  /** Asks again where the citations lead, and for the words. */
  refresh(): void {
    this.#markdown.refresh();
  }

  /** Makes what a finished answer has besides its text. */
  decorate(): void {
    this.#markdown.decorate();
  }

  /** Gives back what the page holds for it. */
  release(): void {
    this.#markdown.release();
  }

  #begin(): void {
    this.#markdown.reset();
    this.#written = '';
    this.#ended = false;
  }
}
