/** client/elements - what the reader should know besides the answer: errors, the connection, an early end, warnings. */
import {html, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import type {SessionState} from '../../shared/session-state.ts';
import {CommandEvent} from '../events/command-event.ts';
import type {AskError} from '../store/ask-error.ts';
import type {ConnectionState} from '../store/session-connection.ts';
import type {Phase} from '../store/turn.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {errorWords} from '../words/error-words.ts';
import {reasonWords} from '../words/reason-words.ts';
import {retryIcon, stopIcon, warningIcon} from './icons.ts';
import {statusStyles} from './llm-status.styles.ts';
import {WordedElement} from './worded-element.ts';

/**
 * @fires llm-command - The reader wants to try again; see {@link CommandEvent}.
 * @csspart error - The error.
 * @csspart notice - A notice.
 * @csspart retry - The button to try again.
 */
export class LlmStatus extends WordedElement {
  static override styles = [baseStyles, statusStyles];

  @property({attribute: false}) phase: Phase = 'empty';
  @property({attribute: false}) connection: ConnectionState | 'idle' = 'idle';
  @property({attribute: false}) error: AskError | undefined;
  @property({attribute: false}) warnings: SessionState['warnings'] = [];
  /** Why a run was stopped. */
  @property({attribute: false}) code: string | undefined;
  /** Whether another question was asked since: there is nothing to try again. */
  @property({type: Boolean}) final = false;
  /** Whether an answer has begun. */
  @property({type: Boolean}) answered = false;

  protected override render() {
    return html`${this.warnings.map(({code, message}) => html`<p class="notice" part="notice">${warningIcon}<span>${reasonWords(this.words, code, message)}</span></p>`)} ${this.#renderPhase()}`;
  }

  #renderPhase() {
    const {phase, connection, error, answered} = this;
    const {status} = this.words;
    if (phase === 'failed' && error) {
      const {title, advice} = errorWords(this.words, error);
      return html`<div class="error" part="error">
        ${warningIcon}
        <div class="words">
          <p class="title">${title}</p>
          <p>${advice}</p>
        </div>
        ${this.#renderRetry(status.retry)}
      </div>`;
    }
    if (phase === 'stopped') {
      const why = this.code === 'abandoned' ? status.abandoned : answered ? status.stopped : status.stoppedEmpty;
      return html`<div class="notice" part="notice">${stopIcon}<span class="words">${why}</span>${this.#renderRetry(status.askAgain)}</div>`;
    }
    if (phase !== 'running' || (connection !== 'reconnecting' && connection !== 'offline')) return nothing;
    return html`<p class="notice waiting" part="notice">${retryIcon}<span>${status[connection]}</span></p>`;
  }

  #renderRetry(label: string) {
    if (this.final) return nothing;
    return html`<button part="retry" type="button" @click=${this.#onRetry}>${retryIcon}${label}</button>`;
  }

  readonly #onRetry = (): void => {
    this.dispatchEvent(new CommandEvent('retry'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-status': LlmStatus;
  }
}
