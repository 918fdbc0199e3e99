/** client/elements - looks of `llm-answers`. */
import {css} from 'lit';

export const answersStyles = css`
  :host {
    container: answers / inline-size;
  }

  .each:not(:first-child) {
    margin-block-start: 1.5rem;
  }

  .heading {
    margin-block-end: 0.5rem;
    font-size: var(--_small);
    font-weight: 650;
  }

  .tabs {
    display: flex;
    gap: 0.25rem;
    margin-block-end: 1rem;
    padding: 0.25rem;
    overflow-x: auto;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius-small) + 0.25rem);
    background: var(--_raised);
    scrollbar-width: none;
  }

  [role='tab'] {
    position: relative; /* what is visually hidden in it scrolls with it */
    flex: 1 0 auto;
    max-inline-size: 14rem;
    min-block-size: 2.25rem;
    border-color: transparent;
    border-radius: var(--_radius-small);
    color: var(--_muted);
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--_border);
    background: var(--_surface);
    color: var(--_text);
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .panel {
    min-inline-size: 0;
  }

  .panel:not(.selected) {
    display: none;
  }

  @container answers (inline-size >= 44rem) {
    .tabs {
      display: none;
    }

    .columns {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
      gap: 1rem;
      align-items: start;
    }

    .panel,
    .panel:not(.selected) {
      display: block;
      padding: 0.875rem 1rem;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
  }

  @media (pointer: coarse) {
    [role='tab'] {
      min-block-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
      color: Highlight;
    }
  }
`;
