/** client/controllers - the words of the language around an element: its own `lang`, or that of the nearest element with one. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {languageFor} from '../words/languages.ts';
import {englishWords, type SomeWords, type Words, withSomeWords, wordsIn} from '../words/words.ts';

/** Follows the language: a page may change it at any time. English until another one has been fetched. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new MutationObserver(() => void this.#look());
  #language = 'en';
  #base: Words = englishWords;
  #own: SomeWords = {};
  #words: Words = englishWords;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** What the window says. */
  get words(): Words {
    return this.#words;
  }

  /** The tag that the words were chosen by. */
  get language(): string {
    return this.#language;
  }

  /** The embedder's own words, in front of the language's. */
  use(own: SomeWords): void {
    this.#own = own;
    this.#join();
  }

  hostConnected(): void {
    void this.#look();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  async #look(): Promise<void> {
    this.#observer.disconnect();
    const nearest = withLanguage(this.#host);
    for (const element of new Set([this.#host, document.documentElement, nearest ?? document.documentElement])) {
      this.#observer.observe(element, {attributes: true, attributeFilter: ['lang', 'dir']});
    }
    const tag = nearest?.getAttribute('lang') || 'en';
    if (tag === this.#language) return;
    this.#language = tag;
    const language = await languageFor(tag);
    if (tag !== this.#language) return; // it changed meanwhile
    this.#base = wordsIn(language, tag.toLowerCase().startsWith(language.tag) && isTag(tag) ? tag : language.tag);
    this.#join();
  }

  #join(): void {
    this.#words = withSomeWords(this.#base, this.#own);
    this.#host.requestUpdate();
  }
}

/** The element itself or the nearest one around it that says its language, through shadow roots. */
function withLanguage(element: Element): Element | undefined {
  const found = element.closest('[lang]');
  if (found) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? withLanguage(root.host) : undefined;
}

function isTag(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
