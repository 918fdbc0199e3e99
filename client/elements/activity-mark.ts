/** client/elements - a small mark: waiting, running, done or failed. */
import {html, nothing, type TemplateResult} from 'lit';
import {checkIcon, crossIcon} from './icons.ts';

/** How something is. */
export type Activity = 'waiting' | 'running' | 'done' | 'failed';

/** Draws the mark; the words beside it must say the same. Needs `activityStyles`. */
export const activityMark = (activity: Activity): TemplateResult =>
  html`<span class="mark ${activity}" aria-hidden="true">${activity === 'done' ? checkIcon : activity === 'failed' ? crossIcon : nothing}</span>`;
