/** client/elements - looks of `llm-answer`, around its Markdown. */
import {css} from 'lit';

export const answerStyles = css`
  article {
    min-inline-size: 0;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.625rem;
    margin-block-end: 0.5rem;
  }

  h3 {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    min-inline-size: 0;
    font-size: var(--_small);
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  h3 svg {
    color: var(--_accent);
  }

  .by,
  .status {
    color: var(--_muted);
    font-size: var(--_tiny);
    overflow-wrap: anywhere;
  }

  .state,
  .status {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
  }

  .state {
    align-self: center;
    gap: 0.5rem;
    margin-inline-start: auto;
  }

  article:focus {
    outline: none; /* only ever focused by a script */
  }

  .stop {
    min-block-size: 1.75rem;
    padding: 0.125rem 0.625rem;
    font-size: var(--_tiny);
  }

  .body {
    --_markdown-line: var(--_border);
    --_markdown-muted: var(--_muted);
    --_markdown-tint: var(--_raised);

    font-size: calc(var(--_size) * 1.03125);
    line-height: 1.68;
  }

  /* It does not blink: the whole page would be looked through and painted in every frame. */
  .body[aria-busy='true'] > p:last-child::after,
  .body[aria-busy='true'] > :is(ul, ol):last-child > li:last-child::after {
    display: inline-block;
    inline-size: 0.5em;
    block-size: 1em;
    margin-inline-start: 0.15em;
    border-radius: 1px;
    background: var(--_accent);
    vertical-align: -0.15em;
    content: '';
  }

  .body pre {
    position: relative;
    padding-block-start: 2.375rem; /* the button has a line of its own, so that it never lies on the code */
  }

  .copy-code {
    position: absolute;
    inset-block-start: 0.375rem;
    inset-inline-end: 0.375rem;
    min-block-size: 1.75rem;
    padding: 0.125rem 0.5rem;
    background: var(--_surface);
    font-size: var(--_tiny);
  }

  @media print {
    .copy-code,
    .stop,
    llm-copy-button {
      display: none;
    }
  }

  .skeleton {
    display: grid;
    gap: 0.7rem;
    padding-block: 0.5rem;
  }

  .skeleton i {
    block-size: 0.75rem;
    border-radius: 0.375rem;
    background: var(--_border);
    animation: breathe 900ms ease-in-out infinite alternate;
  }

  .skeleton i:nth-child(2) {
    inline-size: 92%;
    animation-delay: 120ms;
  }

  .skeleton i:last-child {
    inline-size: 64%;
    animation-delay: 240ms;
  }

  .reasoning {
    margin-block-end: 0.625rem;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .reasoning summary {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 1.75rem;
  }

  .reasoning[open] summary svg {
    rotate: 180deg;
  }

  .reasoning p {
    max-block-size: 18rem;
    padding-inline-start: 0.875rem;
    overflow-y: auto;
    border-inline-start: 2px solid var(--_border);
    white-space: pre-wrap;
  }

  .notice {
    display: flex;
    gap: 0.5em;
    margin-block: 0.5rem;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .notice svg {
    margin-block-start: 0.25em;
  }

  .notice.error {
    color: var(--_danger);
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    margin-block-start: 0.75rem;
  }

  footer p {
    color: var(--_muted);
    font-size: var(--_tiny);
    font-variant-numeric: tabular-nums;
  }

  :host([kind='synthesis']) article {
    padding: 1rem 1.125rem;
    border: 1px solid color-mix(in srgb, var(--_accent) 32%, var(--_border));
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent) 4%, var(--_surface));
  }

  @keyframes breathe {
    from {
      opacity: 0.35;
    }
  }

  @media (forced-colors: active) {
    .skeleton i {
      border: 1px solid CanvasText;
    }
  }
`;
