/** client/elements - a button that copies a text and says so. */
import {html} from 'lit';
import {property, state} from 'lit/decorators.js';
import {baseStyles} from '../styles/base.styles.ts';
import {copyText} from './copy-text.ts';
import {checkIcon, copyIcon} from './icons.ts';
import {ResultElement} from './result-element.ts';

/** How long it says that it has copied, in milliseconds. */
const SHOWN_MS = 2_000;

/** @csspart button - The button. */
export class LlmCopyButton extends ResultElement {
  static override styles = [baseStyles];

  /** Makes the text when it is needed. */
  @property({attribute: false}) text: () => string = () => '';
  @state() private outcome: 'none' | 'copied' | 'failed' = 'none';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.outcome = 'none';
  }

  protected override render() {
    const {copy, copied, notCopied} = this.words.answer;
    const label = this.outcome === 'copied' ? copied : this.outcome === 'failed' ? notCopied : copy;
    return html`<button part="button" type="button" @click=${this.#onClick}>
      ${this.outcome === 'copied' ? checkIcon : copyIcon}<span aria-live="polite">${label}</span>
    </button>`;
  }

  readonly #onClick = async (): Promise<void> => {
    clearTimeout(this.#timer);
    this.outcome = (await copyText(this.text())) ? 'copied' : 'failed';
    if (this.isConnected) this.#timer = setTimeout(() => (this.outcome = 'none'), SHOWN_MS);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-copy-button': LlmCopyButton;
  }
}
