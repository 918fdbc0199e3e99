/** client/elements - how far a run is: each stage with counts and times, one line once the answer begins. */
import {html, nothing, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {QueryProblem, SessionState} from '../../shared/session-state.ts';
import {activityStyles} from '../styles/activity.styles.ts';
import {baseStyles} from '../styles/base.styles.ts';
import {reasonClause, reasonWords} from '../words/reason-words.ts';
import type {Words} from '../words/words.ts';
import {activityMark} from './activity-mark.ts';
import {chevronIcon} from './icons.ts';
import {progressStyles} from './llm-progress.styles.ts';
import {type ProgressStep, progressSteps, progressSummary} from './progress-steps.ts';
import {ResultElement} from './result-element.ts';
import {sourceHost} from './source-link.ts';

/** What is drawn here; text that streams in is not, so it redraws nothing. */
const drawn = ({status, stages, sources, queries, queryProblems, alteredQueries, skippedQueries, pages, reading, answers, synthesis}: SessionState): readonly unknown[] =>
  [status, stages, sources, queries, queryProblems, alteredQueries, skippedQueries, pages, reading, synthesis?.status, ...answers.map((answer) => answer.status)];

const differs = (next: SessionState | undefined, last: SessionState | undefined): boolean => {
  if (!next || !last) return next !== last;
  const [now, before] = [drawn(next), drawn(last)];
  return now.length !== before.length || now.some((part, index) => part !== before[index]);
};

/**
 * @csspart summary - The line that is always there; opens and closes the rest.
 * @csspart steps - The stages.
 */
export class LlmProgress extends ResultElement {
  static override styles = [baseStyles, activityStyles, progressStyles];

  /** What to draw. Nothing is drawn while it is unset. */
  @property({attribute: false, hasChanged: differs}) session: SessionState | undefined;
  /** What the reader chose; until then it is open up to the answer. */
  @state() private opened: boolean | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session') && this.session?.status === 'waiting') this.opened = undefined;
  }

  protected override render() {
    const {session} = this;
    if (!session) return nothing;
    const steps = progressSteps(session, this.words.progress);
    return html`
      <details ?open=${this.#isOpen}>
        <summary part="summary" @click=${this.#onSummary}>
          ${activityMark(overall(session, steps), session.answers.length > 0)}
          <span class="line"><span class="visually-hidden">${this.words.progress.label}: </span>${progressSummary(session, this.words.progress)}</span>
          <span class="chevron">${chevronIcon}</span>
        </summary>
        <ol part="steps">
          ${steps.map((step) => html`<li class=${step.activity}>${this.#renderStep(step, session)}</li>`)}
        </ol>
      </details>
    `;
  }

  get #isOpen(): boolean {
    return this.opened ?? (this.session?.answers.length === 0 && this.session.status !== 'ended');
  }

  #renderStep({name, activity, label, facts}: ProgressStep, session: SessionState) {
    return html`
      ${activityMark(activity, name === 'answering')}
      <div class="step">
        <p class="head"><span class="label">${label}</span>${facts.map((fact) => html`<span class="fact">${fact}</span>`)}</p>
        ${name === 'analysis' ? renderQueries(session, this.words) : nothing}
        ${name === 'search' ? renderSearching(session, this.words) : nothing}
        ${name === 'enrichment' && activity === 'running' ? renderReading(session, this.words) : nothing}
      </div>
    `;
  }

  readonly #onSummary = (event: Event): void => {
    event.preventDefault(); // `open` follows our own state
    this.opened = !this.#isOpen;
  };
}

function overall({status, outcome}: SessionState, steps: readonly ProgressStep[]) {
  if (status !== 'ended') return steps.at(-1)?.activity === 'done' ? 'done' : 'running';
  return outcome ?? 'failed';
}

/** What is searched for, and within what limits. */
function renderQueries({queries, freshness, sites = [], ambiguity}: SessionState, {progress}: Words) {
  const limits = [
    ...(freshness === undefined ? [] : [publishedWords(freshness, progress)]),
    ...(sites.length === 0 ? [] : [progress.sites(sites)]),
    ...(ambiguity ? [progress.meanings(ambiguity.term, ambiguity.senses)] : []),
  ];
  if (queries.length + limits.length === 0) return nothing;
  return html`
    <ul class="queries">
      ${queries.map((query) => html`<li dir="auto">${query}</li>`)}
    </ul>
    ${limits.map((limit) => html`<p class="limit">${limit}</p>`)}
  `;
}

/** `week`, or a range of days as it is in `analysis-end`. */
function publishedWords(freshness: string, {published, between}: Words['progress']): string {
  const [, from, to] = /^(.+)to(.+)$/.exec(freshness) ?? [];
  if (from !== undefined && to !== undefined) return between(from, to);
  return Object.hasOwn(published, freshness) ? published[freshness as keyof typeof published] : freshness;
}

/** What became of queries besides pages. */
function renderSearching({queryProblems, alteredQueries, skippedQueries}: SessionState, words: Words) {
  const {problem} = words.progress;
  if (queryProblems.length + alteredQueries.length + skippedQueries.length === 0) return nothing;
  return html`
    <ul class="problems">
      ${alteredQueries.map(({provider, query, altered}) => html`<li class="altered"><q dir="auto">${query}</q> ${problem.altered(provider, altered)}</li>`)}
      ${queryProblems.map((one) => renderProblem(one, words))}
      ${skippedQueries.map((query) => html`<li class="skipped"><q dir="auto">${query}</q> ${problem.skipped}</li>`)}
    </ul>
  `;
}

function renderProblem({kind, provider, query, code, message, waitMs = 0, next}: QueryProblem, words: Words) {
  const {problem} = words.progress;
  const text =
    kind === 'wait' ? problem.wait(provider, waitMs) : kind === 'retry' ? problem.retry(provider, reasonClause(words, code), waitMs) : problem.error(provider, reasonWords(words, code, message));
  return html`<li class=${kind}><q dir="auto">${query}</q> ${text} ${next === undefined ? nothing : problem.next(next)}</li>`;
}

function renderReading({reading: {done, failed, total, url}}: SessionState, words: Words) {
  if (total === 0) return nothing;
  return html`
    <progress max=${total} value=${done + failed} aria-label=${words.progress.enrichment.running}></progress>
    <p class="last">${url === undefined ? nothing : sourceHost(url)}</p>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'llm-progress': LlmProgress;
  }
}
