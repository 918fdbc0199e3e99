/** client/elements - one question and what came of it, drawn inside a window. */
import {html, nothing, type TemplateResult} from 'lit';
import type {CitationEvent} from '../events/citation-event.ts';
import type {Feedback} from '../store/api.ts';
import type {Turn} from '../store/turn.ts';
import type {Words} from '../words/words.ts';
import {answerParts} from './answer-parts.ts';
import {editIcon} from './icons.ts';
import type {StopAnswer} from './llm-answer.ts';

/** What a window draws its turns with. Its functions do the same whenever they were handed over. */
export interface TurnView {
  readonly words: Words;
  readonly server: string;
  /** Whether answers can be shared. */
  readonly share: boolean;
  /** The source that a citation points at, and the turn of both. */
  readonly pointedAt: {readonly key: number; readonly n: number} | undefined;
  readonly edit: (turn: Turn) => void;
  readonly ask: (question: string) => void;
  readonly retry: () => void;
  readonly stop: StopAnswer;
  readonly feedback: (sessionId: string, feedback: Feedback) => Promise<void>;
  readonly link: (sessionId: string) => Promise<string>;
  readonly cite: (event: CitationEvent, key: number) => void;
}

const answersParts = `tabs: answers__tabs, tab: answers__tab, answer, synthesis, ${answerParts.map((part) => `answer__${part}`).join(', ')}`;

/**
 * Draws a turn. Its elements may be fetched later than it is drawn.
 * @param isLast - It may be under way, and be followed by questions to ask next.
 */
export function renderTurn(turn: Turn, isLast: boolean, view: TurnView): TemplateResult {
  const {state: session, phase, connection, error, key, sessionId} = turn;
  const {words, server, share, pointedAt} = view;
  const isLive = phase === 'running' || phase === 'stopping';
  const neverBegan = error && session.status === 'ended' && session.startedAt === '';
  return html`
    <section class="result" part="result" aria-labelledby="question-${key}" data-anchor @llm-citation=${(event: CitationEvent) => view.cite(event, key)}>
      <div class="asked">
        <h2 id="question-${key}" part="question" dir="auto">${session.question}</h2>
        ${isLive ? nothing : html`<button class="edit" part="edit" type="button" title=${words.conversation.edit} aria-label=${words.conversation.edit} @click=${() => view.edit(turn)}>${editIcon}</button>`}
      </div>
      ${neverBegan ? nothing : html`<llm-progress part="progress" exportparts="summary: progress__summary, steps: progress__steps" data-anchor .session=${session} .words=${words}></llm-progress>`}
      <llm-sources
        part="sources"
        data-anchor
        exportparts="heading: sources__heading, source: sources__source, trust: sources__trust"
        ?hidden=${session.pages.length + session.sources.length === 0}
        .pages=${session.pages}
        .sources=${session.sources}
        .server=${server}
        .pointedAt=${pointedAt?.key === key ? pointedAt.n : undefined}
        .words=${words}
      ></llm-sources>
      <llm-answers
        part="answers"
        data-anchor
        ?hidden=${session.answers.length === 0}
        exportparts=${answersParts}
        .answers=${session.answers}
        .synthesis=${session.synthesis}
        .sources=${session.sources}
        .server=${server}
        .live=${isLive}
        .stop=${phase === 'running' ? view.stop : undefined}
        .words=${words}
      ></llm-answers>
      <llm-status
        part="status"
        exportparts="error: status__error, notice: status__notice, retry: status__retry"
        .phase=${phase}
        .connection=${connection}
        .error=${error}
        .warnings=${session.warnings}
        .code=${session.code}
        .words=${words}
        ?final=${!isLast}
        ?answered=${session.answers.some(({text}) => text !== '')}
        @llm-command=${view.retry}
      ></llm-status>
      ${isLive || !session.answers.some(({text}) => text !== '')
        ? nothing
        : html`<llm-turn-actions
            part="actions"
            .session=${session}
            .server=${server}
            .words=${words}
            .send=${sessionId === undefined ? undefined : (feedback: Feedback) => view.feedback(sessionId, feedback)}
            .link=${share && sessionId !== undefined ? () => view.link(sessionId) : undefined}
          ></llm-turn-actions>`}
      ${isLast && !isLive ? renderRelated(session.relatedQuestions, view) : nothing}
    </section>
  `;
}

function renderRelated(questions: readonly string[], {words, ask}: TurnView) {
  if (questions.length === 0) return nothing;
  return html`
    <nav class="related" part="related" aria-label=${words.conversation.related}>
      <h3>${words.conversation.related}</h3>
      <ul>
        ${questions.map((question) => html`<li><button type="button" part="related-question" dir="auto" @click=${() => ask(question)}>${question}</button></li>`)}
      </ul>
    </nav>
  `;
}
