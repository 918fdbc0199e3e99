/** client/elements - keeps an element's content equal to a growing Markdown text, writing only what is new. */
import type {CitationLookup} from '../markdown/citation-link.ts';
import type {IncrementalMarkdown} from '../markdown/incremental-markdown.ts';
import {loadMarkdown, type MarkdownModule, markdownIfLoaded} from './markdown-module.ts';

/** Owns the children of one element. Until the renderer is there, and where it can't be fetched, the text stands as it is. */
export class MarkdownBody {
  readonly root: HTMLElement;
  readonly #citation: CitationLookup;
  #markdown: IncrementalMarkdown | undefined;
  #text = '';
  #complete = false;
  #written = '';
  #ended = false;

  constructor(root: HTMLElement, citation: CitationLookup) {
    this.root = root;
    this.#citation = citation;
  }

  /** Shows the text. One that does not begin with what was shown before replaces it. */
  show(text: string, complete: boolean): void {
    this.#text = text;
    this.#complete = complete;
    const module = markdownIfLoaded();
    if (module) {
      this.#draw(module);
      return;
    }
    this.root.classList.add('plain');
    this.root.textContent = text;
    if (text !== '') loadMarkdown().then((loaded) => this.#draw(loaded), () => undefined); // plain text it is, then
  }

  /** Asks again where the citations lead. */
  refreshCitations(): void {
    this.#markdown?.refreshCitations();
  }

  #draw(module: MarkdownModule): void {
    const goesOn = this.#text.startsWith(this.#written) && !(this.#ended && this.#text.length > this.#written.length);
    if (!this.#markdown || !goesOn) this.#begin(module);
    this.#markdown?.write(this.#text.slice(this.#written.length));
    this.#written = this.#text;
    if (this.#complete && !this.#ended) {
      this.#ended = true;
      this.#markdown?.end();
    }
  }

  #begin(module: MarkdownModule): void {
    this.root.classList.remove('plain');
    this.root.replaceChildren();
    this.#markdown = new module.IncrementalMarkdown(this.root, {citation: this.#citation});
    this.#written = '';
    this.#ended = false;
  }
}
