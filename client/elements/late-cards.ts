/** client/elements - the cards beside citations, fetched once an answer is complete or a reader points at one earlier. Without them a citation is a link. */
import {nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {lazyModule} from '../store/lazy-module.ts';
import type {Words} from '../words/words.ts';
import type {CitationCards, CitedSource} from './citation-cards.ts';

const load = lazyModule(() => import('./citation-cards.ts'), 'citation-cards');

/** Fetches them when nothing else is to be done. Safari has no requestIdleCallback. */
export function prepareCards(): void {
  const start = (): void => void load().catch(() => undefined);
  if ('requestIdleCallback' in window) requestIdleCallback(start, {timeout: 2_000});
  else setTimeout(start, 50);
}

export class LateCards {
  readonly #host: ReactiveControllerHost & Element;
  #cards: CitationCards | undefined;
  /** What the reader points at. */
  #pointed: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
  }

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
