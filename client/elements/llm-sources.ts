/** client/elements - the pages behind an answer, as small numbered cards. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {PageState} from '../../shared/session-state.ts';
import type {Source} from '../../shared/source.ts';
import {baseStyles} from '../styles/base.styles.ts';
import type {Words} from '../words/words.ts';
import {infoIcon} from './icons.ts';
import {sourcesStyles} from './llm-sources.styles.ts';
import {repeat} from './repeat.ts';
import {ResultElement} from './result-element.ts';
import {type SourceCard, sourceCards} from './source-cards.ts';
import {sourceHref} from './source-link.ts';

/** So many cards stand there until the reader asks for all. */
const SHOWN_AT_FIRST = 6;

/**
 * @csspart heading - The heading.
 * @csspart source - One card.
 * @csspart trust - What there is to judge a source by; opens under its card.
 */
export class LlmSources extends ResultElement {
  static override styles = [baseStyles, sourcesStyles];

  /** The pages that were found. */
  @property({attribute: false}) pages: readonly PageState[] = [];
  /** The numbered sources, once they are known. */
  @property({attribute: false}) sources: readonly Source[] = [];
  /** Whose paths the sources' paths are. */
  @property({attribute: false}) server = '';
  /** The number of the source that a citation points at. */
  @property({attribute: false}) pointedAt: number | undefined;
  @state() private all = false;

  /** Brings a source's card into view. */
  async reveal(n: number): Promise<void> {
    const cards = sourceCards(this.pages, this.sources, this.words);
    if (cards.findIndex((card) => card.n === n) >= SHOWN_AT_FIRST) this.all = true;
    await this.updateComplete;
    this.renderRoot.querySelector(`[data-n="${n}"]`)?.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.#onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.#onPrint);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pages') && this.pages.length === 0) this.all = false;
  }

  protected override render() {
    const cards = sourceCards(this.pages, this.sources, this.words);
    if (cards.length === 0) return nothing;
    const {label, labelFound, showAll, showFewer} = this.words.sources;
    return html`
      <div class="top">
        <h3 part="heading">${this.sources.length > 0 ? label : labelFound} <span class="total">${cards.length}</span></h3>
        ${cards.length > SHOWN_AT_FIRST
          ? html`<button type="button" aria-expanded=${this.all} aria-controls="cards" @click=${this.#onShow}>${this.all ? showFewer : showAll(cards.length)}</button>`
          : nothing}
      </div>
      <ul id="cards" class=${this.all ? 'all' : 'some'}>
        ${repeat(
          this.all ? cards : cards.slice(0, SHOWN_AT_FIRST),
          ({id}) => id,
          (card) => html`<li class=${card.trust.length > 0 ? 'told' : ''}>${this.#renderCard(card)}${renderTrust(card, this.words)}</li>`,
        )}
      </ul>
    `;
  }

  #renderCard(card: SourceCard) {
    const href = sourceHref(card.url, this.server);
    const {n, title, from, status, note} = card;
    const content = html`
      <span class="from">${n === undefined ? nothing : html`<span class="number">${n}</span>`}<span class="host">${from}</span></span>
      <span class="title" dir="auto">${title}</span>
      <span class="note">${note}</span>
    `;
    const looks = `card ${status} ${n !== undefined && n === this.pointedAt ? 'pointed' : ''}`;
    return href === undefined
      ? html`<div class=${looks} part="source" data-n=${n ?? nothing}>${content}</div>`
      : html`<a class=${looks} part="source" data-n=${n ?? nothing} href=${href} target="_blank" rel="noopener noreferrer">
          ${content}<span class="visually-hidden">(${this.words.sources.newTab})</span>
        </a>`;
  }

  /** On paper nothing can be asked for. */
  readonly #onPrint = (): void => {
    this.all = true;
    this.performUpdate();
  };

  readonly #onShow = (): void => {
    this.all = !this.all;
  };
}

/** How a source was got, how old it is, its language, how much of it was used: each with what that means. */
function renderTrust({trust, title}: SourceCard, words: Words) {
  if (trust.length === 0) return nothing;
  const {show, of} = words.sources.trust;
  return html`
    <details part="trust">
      <summary title=${show}>${infoIcon}<span class="visually-hidden">${show}${of(title)}</span></summary>
      <dl>
        ${trust.map(({label, value, about}) => html`<div><dt>${label}</dt><dd><span class="value" dir="auto">${value}</span> <span class="about">${about}</span></dd></div>`)}
      </dl>
    </details>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-sources': LlmSources;
  }
}
