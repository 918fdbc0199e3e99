/** client/elements - the heading of an answer, with who writes it and how it is, and its foot, with what it took and its copy button. */
import {html, nothing} from 'lit';
import type {AnswerState, SynthesisState} from '../../shared/session-state.ts';
import type {Words} from '../words/words.ts';
import {type Activity, activityMark} from './activity-mark.ts';
import {joinIcon, stopIcon} from './icons.ts';

/** What a heading shows besides the answer itself. */
export interface AnswerHead {
  readonly words: Words;
  /** Whether it stands alone, beside others, or is made of them. */
  readonly kind: 'only' | 'one' | 'synthesis';
  readonly activity: Activity;
  /** Stops it; without it there is no button. */
  readonly stop: (() => unknown) | undefined;
  /** Whether that was pressed already. */
  readonly stopping: boolean;
}

export function renderHead(writing: AnswerState | SynthesisState, {words, kind, activity, stop, stopping}: AnswerHead) {
  const {model, text, by: other} = writing;
  const {synthesis, from, answer, writtenBy} = words.answer;
  const title = kind === 'synthesis' ? html`${joinIcon}${synthesis}` : kind === 'one' ? model : answer;
  const made = 'answers' in writing ? from(writing.answers) : kind === 'only' ? model : '';
  const by = other === undefined || other === model ? made : [made, writtenBy(other)].filter(Boolean).join(' · ');
  const status = words.answer[activity === 'running' && text === '' ? 'waiting' : activity];
  return html`
    <header part="head">
      <h3>${title}</h3>
      ${by === '' ? nothing : html`<span class="by">${by}</span>`}
      ${activity === 'done'
        ? nothing
        : html`<span class="state">
            <span class="status">${activityMark(activity, text !== '')}${status}</span>${stop && activity === 'running' ? renderStop(model, words.form[stopping ? 'stopping' : 'stop'], stop, stopping) : nothing}
          </span>`}
    </header>
  `;
}

const renderStop = (model: string, name: string, stop: () => unknown, stopping: boolean) =>
  html`<button class="stop" part="stop" type="button" aria-label="${name}: ${model}" aria-disabled=${stopping} @click=${stop}>${stopIcon}${name}</button>`;

/** @param copied - What the button copies. */
export function renderFoot({ttftMs, ms, usage, text, tokensPerSecond}: AnswerState | SynthesisState, words: Words, copied: () => string) {
  const {facts} = words.answer;
  const tokens = usage?.completionTokens ?? usage?.totalTokens;
  const said = [
    ...(ttftMs === undefined ? [] : [facts.first(ttftMs)]),
    ...(ms === undefined ? [] : [facts.total(ms)]),
    ...(tokens === undefined ? [] : [facts.tokens(tokens)]),
    ...(tokensPerSecond === undefined ? [] : [facts.perSecond(tokensPerSecond)]),
  ];
  return html`
    <footer>
      <p part="facts">${said.join(' · ')}</p>
      ${text === '' ? nothing : html`<llm-copy-button .words=${words} .text=${copied}></llm-copy-button>`}
    </footer>
  `;
}
