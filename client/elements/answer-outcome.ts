/** client/elements - what is told of an answer above and below its text: what its model thought, what went wrong on the way, and how it ended. */
import {html, nothing} from 'lit';
import type {AnswerState, SynthesisState} from '../../shared/session-state.ts';
import {reasonClause, reasonWords} from '../words/reason-words.ts';
import type {Words} from '../words/words.ts';
import type {Activity} from './activity-mark.ts';
import {chevronIcon, warningIcon} from './icons.ts';

/** What a model thought before it wrote, folded up. */
export const renderReasoning = (writing: AnswerState | SynthesisState, words: Words) =>
  'reasoning' in writing && writing.reasoning !== ''
    ? html`<details class="reasoning"><summary>${chevronIcon}${words.answer.reasoning}</summary><p dir="auto">${writing.reasoning}</p></details>`
    : nothing;

/** Why it is written by whom, and why it waits or began again. */
export function renderNotices(writing: AnswerState | SynthesisState, words: Words) {
  const {answer} = words;
  const {retry, reset} = writing;
  return html`
    ${'reason' in writing ? html`<p class="notice">${writing.reason}</p>` : nothing}
    ${retry ? html`<p class="notice">${answer.retry(retry.attempt, retry.inMs, reasonClause(words, retry.code))}</p>` : nothing}
    ${reset ? html`<p class="notice">${answer.reset(reasonClause(words, reset.code, reset.reason), reset.next)}</p>` : nothing}
  `;
}

/** How it ended, where that is not just its end. */
export function renderOutcome(writing: AnswerState | SynthesisState, activity: Activity, words: Words) {
  const {answer, status} = words;
  const {text, finishReason, truncated, stopped, code, message} = writing;
  if (activity === 'failed') {
    const best = 'best' in writing ? ` ${answer.best(writing.best)}` : nothing;
    return html`<p class="notice error">${warningIcon}<span>${reasonWords(words, code, message)}${text === '' ? nothing : html` ${answer.partial}`}${best}</span></p>`;
  }
  if (stopped) return html`<p class="notice">${text === '' ? status.stoppedEmpty : status.stopped}</p>`;
  if (activity !== 'done') return nothing;
  const left = 'notIncluded' in writing ? writing.notIncluded : [];
  const unsupported = writing.citations.filter(({supported}) => supported === false).length;
  const said = [
    ...(truncated || finishReason === 'length' ? [answer.truncated] : []),
    ...(finishReason === 'content-filter' || finishReason === 'content_filter' ? [answer.filtered] : []),
    ...(text === '' ? [answer.empty] : []),
    ...(left.length > 0 ? [answer.notIncluded(left)] : []),
    ...(unsupported > 0 ? [answer.unsupported(unsupported)] : []),
  ];
  return said.map((notice) => html`<p class="notice">${notice}</p>`);
}
