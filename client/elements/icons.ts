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
export const editIcon = icon(svg`<path d="m4 20 1-4L16.5 4.5l3 3L8 19Zm10-13 3 3" />`);
export const upIcon = icon(svg`<path d="M7 11v9H4v-9Zm0 0 4-7c2 0 2.6 1.4 2 3l-.8 3H19a1.5 1.5 0 0 1 1.5 1.8l-1.3 6.6A2 2 0 0 1 17.2 20H7" />`);
export const downIcon = icon(svg`<path d="M17 13V4h3v9Zm0 0-4 7c-2 0-2.6-1.4-2-3l.8-3H5a1.5 1.5 0 0 1-1.5-1.8l1.3-6.6A2 2 0 0 1 6.8 4H17" />`);
export const downloadIcon = icon(svg`<path d="M12 4v11m-5-5 5 5 5-5M5 20h14" />`);
export const printIcon = icon(svg`<path d="M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7Z" />`);
export const infoIcon = icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11.5V16m0-8v.01" />`);
export const shareIcon = icon(svg`<path d="M12 15V4m-4 4 4-4 4 4M8 11H5v9h14v-9h-3" />`);
export const newIcon = icon(svg`<path d="M12 5v14M5 12h14" />`);
export const historyIcon = icon(svg`<path d="M4 12a8 8 0 1 0 2.3-5.7L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2" />`);
export const downArrowIcon = icon(svg`<path d="M12 5v14m6-6-6 6-6-6" />`);
export const chatIcon = icon(svg`<path d="M4 5h16v11H11l-5 4v-4H4Z" />`);
