/** client/elements - chooses the models to ask: one small button, and a list of checkboxes when it is pressed. */
import {html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {baseStyles} from '../styles/base.styles.ts';
import {chevronIcon} from './icons.ts';
import {modelMenuStyles} from './llm-model-menu.styles.ts';
import {WordedElement} from './worded-element.ts';

/**
 * @fires change - The reader has chosen; read `chosen`.
 * @csspart button - Opens the list.
 * @csspart list - The list of models.
 */
export class LlmModelMenu extends WordedElement {
  static override styles = [baseStyles, modelMenuStyles];

  /** What may be chosen. Nothing is drawn for fewer than two. */
  @property({attribute: false}) models: readonly string[] = [];
  /** What is chosen; empty leaves it to the server. */
  @property({attribute: false}) chosen: readonly string[] = [];
  @state() private open = false;
  @query('button') private button!: HTMLButtonElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#show(false);
  }

  protected override render() {
    if (this.models.length < 2) return nothing;
    const {models, chosen, open} = this;
    return html`
      <div class="menu" @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
        <button part="button" type="button" aria-expanded=${open} aria-controls="list" title=${this.words.models.label} @click=${() => this.#show(!this.open)}>
          <span class="chosen">${chosen.length === 0 ? this.words.models.automatic : this.words.models.some(chosen)}</span>${chevronIcon}
        </button>
        <fieldset id="list" part="list" ?hidden=${!open}>
          <legend class="visually-hidden">${this.words.models.label}</legend>
          ${models.map(
            (model) => html`<label><input type="checkbox" value=${model} .checked=${chosen.includes(model)} @change=${this.#onChange} /><span>${model}</span></label>`,
          )}
          <p class="hint">${this.words.models.hint}</p>
        </fieldset>
      </div>
    `;
  }

  readonly #onChange = (event: Event): void => {
    const {target} = event;
    if (!(target instanceof HTMLInputElement)) return;
    event.stopPropagation();
    this.chosen = this.models.filter((model) => (model === target.value ? target.checked : this.chosen.includes(model)));
    this.dispatchEvent(new Event('change', {bubbles: true}));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.preventDefault(); // this Escape closes the list; it does not stop an answer
    this.#show(false);
    this.button?.focus();
  };

  readonly #onFocusOut = ({relatedTarget}: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.#show(false);
  };

  readonly #onPointerOutside = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.#show(false);
  };

  #show(open: boolean): void {
    this.open = open;
    if (open) document.addEventListener('pointerdown', this.#onPointerOutside);
    else document.removeEventListener('pointerdown', this.#onPointerOutside);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-model-menu': LlmModelMenu;
  }
}
