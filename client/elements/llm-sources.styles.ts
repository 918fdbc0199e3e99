/** client/elements - looks of `llm-sources`. */
import {css} from 'lit';

export const sourcesStyles = css`
  :host {
    container: sources / inline-size;
  }

  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    min-block-size: 2rem;
    margin-block-end: 0.5rem;
  }

  h3 {
    font-size: var(--_small);
    font-weight: 650;
  }

  .total {
    margin-inline-start: 0.25em;
    color: var(--_muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }

  .top button {
    padding-inline: 0.5rem;
    border-color: transparent;
    color: var(--_muted);
  }

  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(14.5rem, 100%), 1fr));
    gap: 0.5rem;
  }

  /* What is told of one source does not stretch the cards beside it. */
  ul:has([open]) {
    align-items: start;
  }

  li {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }

  .told .from {
    padding-inline-end: 1.5rem;
  }

  .card {
    position: relative; /* what is visually hidden in it scrolls with it */
    display: flex;
    flex-direction: column;
    gap: 0.1875rem;
    flex: 1 0 auto;
    padding: 0.5625rem 0.75rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: inherit;
    font-size: var(--_tiny);
    line-height: 1.4;
    text-decoration: none;
    transition: border-color var(--_quick), background-color var(--_quick), box-shadow var(--_quick);
    animation: appear 200ms ease-out;
  }

  .card:focus-visible {
    outline-offset: -2px;
  }

  a.card:hover {
    border-color: var(--_border-strong);
  }

  .card.pointed {
    border-color: var(--_accent);
    background: var(--_tint);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .from {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    color: var(--_muted);
  }

  .host {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .number {
    flex: none;
    min-inline-size: 1.5em;
    padding-inline: 0.35em;
    border-radius: 0.4em;
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    color: var(--_accent);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .title {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--_small);
    font-weight: 550;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .note {
    color: var(--_muted);
  }

  .partly .note {
    color: var(--_warning);
  }

  .failed .note {
    color: var(--_danger);
  }

  .failed,
  .unused {
    background: transparent;
  }

  .failed .number,
  .unused .number {
    background: transparent;
    color: var(--_muted);
  }

  a.card:hover .title {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }

  details {
    font-size: var(--_tiny);
    line-height: 1.4;
  }

  /* In the corner of its card. */
  summary {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    display: grid;
    place-items: center;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    border-radius: var(--_radius-small);
    color: var(--_muted);
    font-size: var(--_size);
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover,
  [open] summary {
    color: var(--_accent);
  }

  dl {
    display: grid;
    gap: 0.375rem;
    margin: 0.5rem 0 0.375rem;
    padding-inline: 0.75rem;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .value {
    font-weight: 550;
  }

  .about {
    color: var(--_muted);
  }

  @media (pointer: coarse) {
    summary {
      inset-block-start: 0;
      inset-inline-end: 0;
      inline-size: 2.25rem;
      block-size: 2.25rem;
    }
  }

  @media print {
    .top button,
    summary {
      display: none;
    }

    ul,
    ul.some {
      display: block;
    }

    li {
      margin-block-end: 0.5rem;
      break-inside: avoid;
    }

    a.card::after {
      content: attr(href);
      overflow-wrap: anywhere;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }

  /* A phone: one row to swipe, until all are asked for. */
  @container sources (inline-size < 32rem) {
    ul.some {
      display: flex;
      padding-block-end: 0.25rem;
      overflow-x: auto;
      overscroll-behavior-x: contain;
      scroll-snap-type: x proximity;
      scrollbar-width: none;
    }

    ul.some li {
      flex: 0 0 min(13.5rem, 78%);
      scroll-snap-align: start;
    }
  }

  @media (forced-colors: active) {
    .card.pointed {
      outline: 2px solid Highlight;
    }
  }
`;
