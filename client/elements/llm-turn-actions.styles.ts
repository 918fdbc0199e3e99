/** client/elements - looks of `llm-turn-actions`. */
import {css} from 'lit';

export const turnActionsStyles = css`
  .row,
  .rate,
  .take,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }

  .row {
    justify-content: space-between;
  }

  .row button {
    min-inline-size: 2rem;
    padding: 0.25rem;
    border-color: transparent;
    color: var(--_muted);
    font-size: var(--_size);
  }

  .row button:hover,
  .row button[aria-pressed='true'] {
    border-color: var(--_border);
    color: var(--_accent);
  }

  .row button[aria-pressed='true'] {
    background: var(--_tint);
  }

  form {
    display: grid;
    gap: 0.5rem;
    margin-block-start: 0.5rem;
    font-size: var(--_small);
  }

  textarea {
    inline-size: 100%;
    margin: 0;
    padding: 0.5rem;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: 400 max(16px, var(--_size)) / 1.5 var(--_font);
    resize: vertical;
  }

  .buttons {
    justify-content: flex-end;
  }

  .send {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .send:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }

  .outcome {
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  @media (pointer: coarse) {
    .row button {
      min-inline-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    .row button[aria-pressed='true'] {
      border-color: Highlight;
      color: Highlight;
    }
  }
`;
