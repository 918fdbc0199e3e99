/** client/elements - the row of buttons above a conversation: what was asked before, a new one, close. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Words} from '../words/words.ts';
import {crossIcon, historyIcon, newIcon} from './icons.ts';

/** What the buttons do; those without anything to do are left out. */
export interface WindowBar {
  readonly words: Words['conversation'];
  readonly showsHistory: boolean;
  readonly toggleHistory: (() => void) | undefined;
  readonly clear: (() => void) | undefined;
  readonly close: (() => void) | undefined;
}

export function renderBar({words, showsHistory, toggleHistory, clear, close}: WindowBar): TemplateResult | typeof nothing {
  if (!toggleHistory && !clear && !close) return nothing;
  return html`<div class="bar" part="bar">
    ${toggleHistory ? button(words.history, historyIcon, toggleHistory, showsHistory) : nothing} ${clear ? button(words.anew, newIcon, clear) : nothing}
    ${close ? button(words.close, crossIcon, close) : nothing}
  </div>`;
}

const button = (name: string, icon: TemplateResult, press: () => void, isPressed?: boolean) =>
  html`<button type="button" title=${name} aria-label=${name} aria-pressed=${isPressed ?? nothing} @click=${press}>${icon}</button>`;
