/** client/elements - a small mark: how something is. */
import {html, nothing, type TemplateResult} from 'lit';
import {checkIcon, crossIcon, stopIcon} from './icons.ts';

/** How something is. */
export type Activity = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

const icons = {waiting: nothing, running: nothing, done: checkIcon, stopped: stopIcon, failed: crossIcon};

/**
 * Draws the mark; the words beside it must say the same. Needs `activityStyles`.
 * @param isWriting - Text is coming: that is to be seen, so the mark of something under way need not turn.
 */
export const activityMark = (activity: Activity, isWriting = false): TemplateResult =>
  html`<span class="mark ${activity} ${isWriting ? 'writing' : ''}" aria-hidden="true">${icons[activity]}</span>`;
