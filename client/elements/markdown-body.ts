/** client/elements - keeps an element's content equal to a growing Markdown text, writing only what is new. */
import type {CitationLookup} from '../markdown/citation-link.ts';
import {IncrementalMarkdown} from '../markdown/incremental-markdown.ts';

/** Owns the children of one element. */
export class MarkdownBody {
  readonly root: HTMLElement;
  readonly #markdown: IncrementalMarkdown;
  #written = '';
  #ended = false;

  constructor(root: HTMLElement, citation: CitationLookup) {
    this.root = root;
    this.#markdown = new IncrementalMarkdown(root, {citation});
  }

  /** Shows the text. One that does not begin with what was shown before replaces it. */
  show(text: string, complete: boolean): void {
    const goesOn = text.startsWith(this.#written) && !(this.#ended && text.length > this.#written.length);
    if (!goesOn) this.#begin();
    this.#markdown.write(text.slice(this.#written.length));
    this.#written = text;
    if (!complete || this.#ended) return;
    this.#ended = true;
    this.#markdown.end();
  }

  /** Asks again where the citations lead. */
  refreshCitations(): void {
    this.#markdown.refreshCitations();
  }

  #begin(): void {
    this.#markdown.reset();
    this.#written = '';
    this.#ended = false;
  }
}
