/** client/elements - the cards beside citations, fetched when a reader moves over an answer or comes into it with the keyboard. Without them a citation is a link. */
import {nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {lazyModule} from '../store/lazy-module.ts';
import type {Words} from '../words/words.ts';
import type {CitationCards, CitedSource} from './citation-cards.ts';

const load = lazyModule(() => import('./citation-cards.ts'), 'citation-cards');

export class LateCards {
  readonly #host: ReactiveControllerHost & Element;
  #cards: CitationCards | undefined;
  #isPrepared = false;
  /** What the reader points at. */
  #pointed: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
  }

  /** Fetches them, so that the first one comes at once. */
  readonly prepare = (): void => {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    load().catch(() => undefined); // the first one tries again
  };

  show(element: HTMLElement, cited: () => CitedSource): void {
    this.#pointed = element;
    void load().then(
      ({CitationCards}) => {
        if (this.#pointed !== element) return;
        this.#cards ??= new CitationCards(this.#host);
        this.#cards.show(element, cited());
      },
      () => undefined,
    );
  }

  leave(): void {
    this.#pointed = undefined;
    this.#cards?.leave();
  }

  render(words: Words): TemplateResult | typeof nothing {
    return this.#cards?.render(words) ?? nothing;
  }
}
