/** client/elements - the few icons. Decoration: the words beside them say the same. */
import {html, svg, type SVGTemplateResult} from 'lit';

const icon = (paths: SVGTemplateResult) => html`<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

export const askIcon = icon(svg`<path d="M12 19V5m-6 6 6-6 6 6" />`);
export const stopIcon = icon(svg`<rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />`);
export const checkIcon = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`);
export const crossIcon = icon(svg`<path d="m7 7 10 10M17 7 7 17" />`);
export const chevronIcon = icon(svg`<path d="m6 9.5 6 6 6-6" />`);
export const copyIcon = icon(svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M5 15V6a2 2 0 0 1 2-2h8" />`);
export const retryIcon = icon(svg`<path d="M20 11a8 8 0 1 0-2.3 6.7M20 4.5V11h-6.5" />`);
export const warningIcon = icon(svg`<path d="M12 4 2.8 19.5h18.4ZM12 10v4.5m0 2.5v.01" />`);
export const joinIcon = icon(svg`<path d="M4 5c6 0 4 7 10 7M4 19c6 0 4-7 10-7m0 0h6m-3-3 3 3-3 3" />`);
