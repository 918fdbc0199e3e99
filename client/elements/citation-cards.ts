/**
 * client/elements - the card beside a citation that a reader points at or has reached with the keyboard: which source it is, and
 * the passage that is cited. It stays while the pointer is on it, and Escape puts it away.
 */
import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Citation, Source} from '../../shared/source.ts';
import {adoptSheet} from '../markdown/extras/adopt-sheet.ts';
import type {Words} from '../words/words.ts';
import {cardStyles} from './citation-card.styles.ts';

/** How long a card waits before it comes and goes with the pointer, in milliseconds. */
const DELAY_MS = 120;
/** Room between citation, card and the window's edges, in pixels. */
const GAP = 6;

/** What a card shows. */
export interface CitedSource {
  readonly n: number;
  readonly source: Source | undefined;
  /** Whose page it is; empty for what is no page. */
  readonly host: string;
  /** What was found out about this citation; nothing while the answer is being written. */
  readonly citation: Citation | undefined;
  /** Whether the answer is complete: only then is it known what was not checked. */
  readonly isComplete: boolean;
}

/** Shows one card at a time. */
export class CitationCards implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #shown: {readonly element: HTMLElement; readonly cited: CitedSource} | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  hostUpdated(): void {
    if (!this.#shown) return;
    if (this.#shown.element.isConnected) this.#place(this.#shown.element);
    else this.hide();
  }

  /** Shows the card of a citation, soon. */
  show(element: HTMLElement, cited: CitedSource): void {
    this.#later(() => {
      this.#release();
      this.#shown = {element, cited};
      element.setAttribute('aria-describedby', 'card');
      document.addEventListener('keydown', this.#onKey, {capture: true});
      document.addEventListener('scroll', this.hide, {capture: true, passive: true});
    });
  }

  /** Puts the card away, unless the pointer goes to it. */
  leave(): void {
    this.#later(() => this.#release());
  }

  readonly hide = (): void => {
    clearTimeout(this.#timer);
    if (!this.#shown) return;
    this.#release();
    this.#host.requestUpdate();
  };

  /** The card; empty and out of sight while none is shown. */
  render(words: Words): TemplateResult {
    return html`
      <div id="card" class="card" part="card" popover="manual" role="tooltip" @pointerenter=${() => clearTimeout(this.#timer)} @pointerleave=${() => this.leave()}>
        ${this.#shown ? renderCard(this.#shown.cited, words) : nothing}
      </div>
    `;
  }

  #later(change: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      change();
      this.#host.requestUpdate();
    }, DELAY_MS);
  }

  #release(): void {
    this.#shown?.element.removeAttribute('aria-describedby');
    this.#shown = undefined;
    document.removeEventListener('keydown', this.#onKey, {capture: true});
    document.removeEventListener('scroll', this.hide, {capture: true});
    const {card} = this;
    if (card?.matches(':popover-open')) card.hidePopover();
  }

  get card(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('#card') ?? null;
  }

  /** Below the citation, or above it where there is no room; inside the window at its sides. */
  #place(element: HTMLElement): void {
    const {card} = this;
    if (!card) return;
    if (cardStyles.styleSheet) adoptSheet(card, cardStyles.styleSheet);
    if (!card.matches(':popover-open')) card.showPopover();
    const at = element.getBoundingClientRect();
    const {offsetWidth: width, offsetHeight: height} = card;
    const {clientWidth, clientHeight} = document.documentElement;
    const isBelow = at.bottom + GAP + height <= clientHeight || at.top < height + GAP;
    const left = Math.max(GAP, Math.min(at.left, clientWidth - width - GAP));
    card.style.setProperty('left', `${left}px`);
    card.style.setProperty('top', `${isBelow ? at.bottom + GAP : at.top - GAP - height}px`);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault(); // this Escape puts the card away
    this.hide();
  };
}

function renderCard({n, source, host, citation, isComplete}: CitedSource, {sources}: Words) {
  if (!source) return html`<p class="card-check unsupported">${sources.unknown}</p>`;
  const {title, url, age, how} = source;
  const from = [host || sources.how[how], ...(age === undefined ? [] : [sources.date(age)])].join(' · ');
  const check = citation?.supported;
  const said = check === undefined ? sources.unchecked : check ? sources.supported : sources.unsupported;
  return html`
    <p class="card-from">${n} · ${from}</p>
    <p class="card-title" dir="auto">${title || url}</p>
    ${citation?.quote === undefined ? nothing : html`<blockquote dir="auto" aria-label=${sources.passage}>${citation.quote}</blockquote>`}
    ${isComplete ? html`<p class="card-check ${check === undefined ? '' : check ? 'supported' : 'unsupported'}">${said}</p>` : nothing}
  `;
}
