/** client/elements - the conversations that this browser has kept, to be opened again. */
import {html} from 'lit';
import {property} from 'lit/decorators.js';
import {ConversationArchive, type KeptConversation} from '../store/conversation-archive.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {historyStyles} from './llm-history.styles.ts';
import {WordedElement} from './worded-element.ts';

/** @fires llm-choose - The reader chose a conversation: its turns are the detail. */
export class LlmHistory extends WordedElement {
  static override styles = [baseStyles, historyStyles];

  /** Whose conversations. */
  @property({attribute: false}) server = '';

  protected override render() {
    const kept = new ConversationArchive(this.server).list();
    const {history, forget, none} = this.words.conversation;
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading">${history}</h2>
        ${kept.length === 0 ? html`<p>${none}</p>` : html`<ul>${kept.map((one) => this.#renderOne(one))}</ul><button type="button" @click=${this.#onForget}>${forget}</button>`}
      </section>
    `;
  }

  #renderOne({at, turns}: KeptConversation) {
    const choose = () => this.dispatchEvent(new CustomEvent('llm-choose', {detail: turns}));
    return html`<li>
      <button type="button" class="open" @click=${choose}>
        <span dir="auto">${turns[0]?.state.question}</span><time datetime=${new Date(at).toISOString()}>${this.words.sources.date(new Date(at).toISOString())}</time>
      </button>
    </li>`;
  }

  readonly #onForget = (): void => {
    new ConversationArchive(this.server).forget();
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-history': LlmHistory;
  }
}
