/** client/elements - what a reader can do with a finished answer: say what they think of it, take it along, print it. */
import {html, nothing} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import type {SessionState} from '../../shared/session-state.ts';
import type {Feedback} from '../store/api.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {downIcon, downloadIcon, printIcon, shareIcon, upIcon} from './icons.ts';
import {turnActionsStyles} from './llm-turn-actions.styles.ts';
import {ResultElement} from './result-element.ts';
import {saveText} from './save-text.ts';
import {shareLink} from './share-link.ts';
import {turnMarkdown} from './turn-markdown.ts';

/** Sends feedback. Rejects when it could not be sent. */
export type SendFeedback = (feedback: Feedback) => Promise<void>;

/** Makes a link to an answer, to be read by whoever has it. Rejects when there could be none. */
export type MakeLink = () => Promise<string>;

/**
 * @csspart actions - The row of buttons.
 * @csspart comment - The form for a comment.
 */
export class LlmTurnActions extends ResultElement {
  static override styles = [baseStyles, turnActionsStyles];

  /** What it is about. Nothing is drawn while it is unset. */
  @property({attribute: false}) session: SessionState | undefined;
  /** Whose paths the sources' paths are. */
  @property({attribute: false}) server = '';
  /** Sends feedback; without it none is asked for. */
  @property({attribute: false}) send: SendFeedback | undefined;
  /** Makes a link to it; without it none is offered. */
  @property({attribute: false}) link: MakeLink | undefined;
  @state() private rating: Feedback['rating'] | undefined;
  @state() private outcome = '';
  @state() private isCommenting = false;
  @query('textarea') private textarea!: HTMLTextAreaElement | null;

  protected override render() {
    if (!this.session) return nothing;
    const {answer} = this.words;
    return html`
      <div class="row" part="actions">
        ${this.send ? this.#renderRating() : nothing}
        <span class="take">
          ${this.link ? html`<button type="button" title=${answer.share} aria-label=${answer.share} @click=${this.#onShare}>${shareIcon}</button>` : nothing}
          <button type="button" title=${answer.download} aria-label=${answer.download} @click=${this.#onSave}>${downloadIcon}</button>
          <button type="button" title=${answer.print} aria-label=${answer.print} @click=${this.#onPrint}>${printIcon}</button>
        </span>
      </div>
      ${this.isCommenting ? this.#renderComment() : nothing}
      <p class="outcome" role="status">${this.outcome}</p>
    `;
  }

  #renderRating() {
    const {label, up, down} = this.words.feedback;
    const button = (rating: Feedback['rating'], name: string, icon: unknown) =>
      html`<button type="button" title=${name} aria-label=${name} aria-pressed=${this.rating === rating} @click=${() => void this.#rate(rating)}>${icon}</button>`;
    return html`<span class="rate" role="group" aria-label=${label}>${button('up', up, upIcon)}${button('down', down, downIcon)}</span>`;
  }

  #renderComment() {
    const {comment, send, cancel} = this.words.feedback;
    return html`
      <form part="comment" @submit=${this.#onComment} @keydown=${this.#onKey}>
        <label for="comment">${comment}</label>
        <textarea id="comment" rows="2" maxlength="2000" dir="auto"></textarea>
        <span class="buttons"><button type="button" @click=${this.#close}>${cancel}</button><button type="submit" class="send">${send}</button></span>
      </form>
    `;
  }

  async #rate(rating: Feedback['rating']): Promise<void> {
    this.rating = rating;
    this.isCommenting = true;
    if (await this.#deliver({rating})) {
      await this.updateComplete;
      this.textarea?.focus();
    }
  }

  readonly #onComment = async (event: Event): Promise<void> => {
    event.preventDefault();
    const comment = this.textarea?.value.trim() ?? '';
    if (!this.rating) return;
    if (comment === '' || (await this.#deliver({rating: this.rating, comment}))) this.#close();
  };

  readonly #close = (): void => {
    this.isCommenting = false;
    this.renderRoot.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault(); // this Escape closes the form
    this.#close();
  };

  async #deliver(feedback: Feedback): Promise<boolean> {
    try {
      await this.send?.(feedback);
      this.outcome = this.words.feedback.sent;
      return true;
    } catch {
      this.outcome = this.words.feedback.failed;
      return false;
    }
  }

  readonly #onSave = (): void => {
    if (this.session) saveText('answer.md', 'text/markdown', turnMarkdown(this.session, this.server));
  };

  readonly #onShare = async (): Promise<void> => {
    const {shared, notShared} = this.words.answer;
    const became = await this.link?.().then((url) => shareLink(url, this.session?.question ?? ''), () => 'failed' as const);
    this.outcome = became === 'copied' ? shared : became === 'failed' ? notShared : '';
  };

  readonly #onPrint = (): void => {
    window.print();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-turn-actions': LlmTurnActions;
  }
}
