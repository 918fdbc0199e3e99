/** client/elements - one text that a model writes, drawn while it streams. Knows nothing of the network. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import type {AnswerState, SynthesisState, WritingState} from '../../shared/session-state.ts';
import type {Source} from '../../shared/source.ts';
import {CitationEvent} from '../events/citation-event.ts';
import type {CitationLink} from '../markdown/citation-link.ts';
import {englishMarkdownWords} from '../markdown/markdown-words.ts';
import {markdownStyles} from '../markdown/markdown.styles.ts';
import {activityStyles} from '../styles/activity.styles.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {answerMarkdown} from './answer-markdown.ts';
import {renderFoot, renderHead} from './answer-frame.ts';
import {renderNotices, renderOutcome, renderReasoning} from './answer-outcome.ts';
import {addCopyButtons} from './code-copy.ts';
import type {CitedSource} from './citation-cards.ts';
import {citationStyles} from './citation.styles.ts';
import {citationOf, markCitations} from './citation-marks.ts';
import {allInTurn} from './frame-turns.ts';
import {LateCards} from './late-cards.ts';
import {answerStyles} from './llm-answer.styles.ts';
import type {LlmCopyButton} from './llm-copy-button.ts';
import {MarkdownBody} from './markdown-body.ts';
import {ResultElement} from './result-element.ts';
import {citationLabel, sourceHost, sourceHref} from './source-link.ts';
import {TextPace} from './text-pace.ts';
import {writingActivity} from './writing-activity.ts';

/** Stops one model's answer. Rejects when the server could not be told. */
export type StopAnswer = (model: string) => Promise<void>;

/**
 * @fires llm-citation - The reader turned to a citation; see {@link CitationEvent}.
 * @csspart head - What it is and how it is.
 * @csspart stop - The button that stops this answer, where there are others.
 * @csspart text - The answer.
 * @csspart citation - A citation in it.
 * @csspart footnote - A reference to a footnote in it.
 * @csspart image - An image in it, or the button that loads it.
 * @csspart diagram - The frame of a diagram in it.
 * @csspart copy-code - The button that copies a block of code.
 * @csspart card - The card beside a citation.
 * @csspart facts - Times and tokens.
 */
export class LlmAnswer extends ResultElement {
  static override styles = [baseStyles, activityStyles, markdownStyles, answerStyles, citationStyles];

  /** What to draw. Nothing is drawn while it is unset. */
  @property({attribute: false}) writing: AnswerState | SynthesisState | undefined;
  /** What the citations point at. */
  @property({attribute: false}) sources: readonly Source[] = [];
  /** Whose paths the sources' paths are. */
  @property({attribute: false}) server = '';
  /** Whether it stands alone, beside others, or is made of them. */
  @property({reflect: true}) kind: 'only' | 'one' | 'synthesis' = 'only';
  /** Whether more may come. What was being written when its run ended is not finished. */
  @property({attribute: false}) live = true;
  /** Stops it; without it there is no button. */
  @property({attribute: false}) stop: StopAnswer | undefined;
  /** Whether the reader has pressed Stop and it has not ended yet. */
  @state() private stopping = false;
  @query('.body') private bodyElement!: HTMLElement | null;
  @query('.end') private endElement!: HTMLElement | null;
  @query('.stop') private stopButton!: HTMLElement | null;
  readonly #cards = new LateCards(this);
  readonly #pace = new TextPace(this, {
    end: () => (this.writing && this.#isBusy(this.writing) ? this.endElement : null),
    waiting: () => (this.writing?.text.length ?? 0) - (this.#body?.length ?? 0),
    draw: (most, goesOn) => {
      if (this.writing) this.#body?.show(this.writing.text, !this.#isBusy(this.writing), most, goesOn);
    },
  });
  /** Whether the reader was on the Stop button before it was drawn anew. */
  #isLeft = false;
  #body: MarkdownBody | undefined;
  #finishing = new AbortController();
  #finished: Promise<unknown> | undefined;
  /** Where citations lead: the same few are drawn again and again. */
  readonly #links = new Map<number, CitationLink | undefined>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sources') || changed.has('server') || changed.has('words')) this.#links.clear();
    if (!this.writing || !this.#isBusy(this.writing)) this.stopping = false;
    this.#isLeft = this.shadowRoot?.activeElement?.matches('.stop') === true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#body?.release();
    this.#pace.cancel();
    this.#finishing.abort();
  }

  protected override render() {
    const {writing} = this;
    if (!writing) return nothing;
    const {model, text} = writing;
    const activity = writingActivity(writing, this.live);
    const busy = activity === 'running';
    return html`
      <article tabindex="-1" aria-label=${this.kind === 'synthesis' ? this.words.answer.synthesis : this.words.answer.by(model)}>
        ${renderHead(writing, {words: this.words, kind: this.kind, activity, stop: this.stop && this.#onStop, stopping: this.stopping})} ${renderReasoning(writing, this.words)}
        ${renderNotices(writing, this.words)}
        <div
          class="body markdown"
          aria-busy=${busy}
          part="text"
          dir="auto"
          ?hidden=${text === ''}
          @click=${this.#onCitation}
          @pointermove=${this.#cards.prepare}
          @pointerover=${this.#onCitation}
          @pointerout=${this.#onCitation}
          @focusin=${this.#onCitation}
          @focusout=${this.#onCitation}
        ></div>
        <div class="end"></div>
        ${busy && text === '' ? html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
        ${renderOutcome(writing, activity, this.words)} ${this.#cards.render(this.words)}
        ${busy || (text === '' && writing.ms === undefined) ? nothing : renderFoot(writing, this.words, () => answerMarkdown(writing, this.sources, this.server))}
      </article>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const {writing, bodyElement} = this;
    if (this.#isLeft && !this.stopButton) this.renderRoot.querySelector<HTMLElement>('article')?.focus({preventScroll: true}); // not to the top of the page
    if (!writing || !bodyElement) return;
    if (this.#body?.root !== bodyElement) this.#body = this.#bodyIn(bodyElement);
    if (this.#isBusy(writing)) this.#pace.request();
    if (changed.has('sources') || changed.has('server') || changed.has('words')) this.#body.refresh();
    this.#finish();
  }

  #bodyIn(element: HTMLElement): MarkdownBody {
    return new MarkdownBody(element, {
      citation: this.#lookUp,
      words: () => ({...englishMarkdownWords, ...this.words.markdown}),
      diagramUrl: () => URL.parse(`${this.server.replace(/\/+$/, '')}/diagram/`)?.href,
      redrawn: () => this.#finish(),
    });
  }

  /** Gives a finished answer its last words and what it has besides, over as many frames as that takes. */
  #finish(): void {
    const {writing, bodyElement} = this;
    this.#finishing.abort();
    if (!writing || !bodyElement || this.#isBusy(writing)) return;
    this.#finishing = new AbortController();
    this.#finished = allInTurn(this.#finishSteps(bodyElement, writing), this.#finishing.signal);
  }

  *#finishSteps(body: HTMLElement, {citations}: WritingState): Generator<undefined> {
    yield* this.#pace.drawRest();
    yield;
    this.#body?.decorate();
    yield* markCitations(body, citations, this.words);
    yield* addCopyButtons(body, this.words);
  }

  /** The text is drawn too, with all that it has when it is finished. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.#pace.drawn;
    await this.#finished;
    await this.renderRoot.querySelector<LlmCopyButton>('footer llm-copy-button')?.updateComplete;
    return isComplete;
  }

  readonly #onStop = async (): Promise<void> => {
    if (this.stopping || !this.writing) return;
    this.stopping = true;
    await this.stop?.(this.writing.model).catch(() => (this.stopping = false)); // to be pressed again
  };

  readonly #isBusy = (writing: WritingState): boolean => writingActivity(writing, this.live) === 'running';

  readonly #lookUp = (n: number): CitationLink | undefined => {
    if (!this.#links.has(n)) this.#links.set(n, this.#linkTo(n));
    return this.#links.get(n);
  };

  #linkTo(n: number): CitationLink | undefined {
    const source = this.sources.find((one) => one.n === n);
    const href = source && sourceHref(source.url, this.server);
    return source && href !== undefined ? {href, label: citationLabel(source, this.words)} : undefined;
  }

  readonly #onCitation = ({type, target}: Event): void => {
    if (type === 'focusin') this.#cards.prepare();
    const citation = target instanceof Element ? target.closest<HTMLElement>('.citation') : null;
    if (!citation) return;
    const action = type === 'click' ? 'follow' : type === 'pointerover' || type === 'focusin' ? 'point' : 'leave';
    if (action === 'point') this.#cards.show(citation, () => this.#cited(citation));
    else if (action === 'leave') this.#cards.leave();
    this.dispatchEvent(new CitationEvent({n: Number(citation.dataset['n']), action}));
  };

  #cited(element: HTMLElement): CitedSource {
    const {writing, bodyElement} = this;
    const n = Number(element.dataset['n']);
    const citation = writing && bodyElement ? citationOf(element, bodyElement, writing.citations) : undefined;
    const source = this.sources.find((one) => one.n === n);
    return {n, source, host: source ? sourceHost(source.url) : '', citation, isComplete: writing?.status === 'done'};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-answer': LlmAnswer;
  }
}
