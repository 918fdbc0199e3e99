/** client/elements - looks of `llm-question-form`. */
import {css} from 'lit';

export const questionFormStyles = css`
  .box {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0.5rem;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    transition: border-color var(--_quick), box-shadow var(--_quick);
  }

  .box:focus-within {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent), 0 0 0 4px color-mix(in srgb, var(--_accent) 16%, transparent);
  }

  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 2.75rem;
    max-block-size: min(16rem, 40vh);
    margin: 0;
    padding: 0.5rem 0.5rem 0.25rem;
    border: 0;
    background: transparent;
    color: inherit;
    font: 400 max(16px, calc(var(--_size) * 1.0625)) / 1.5 var(--_font);
    field-sizing: content;
    resize: none;
  }

  textarea:focus-visible {
    outline: 0;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .editing {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding-inline: 0.5rem 0;
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  .editing button {
    min-block-size: 1.5rem;
    min-inline-size: 1.5rem;
    margin-inline-start: auto;
    padding: 0.25rem;
  }

  /* Without models to choose from, the button stands beside the text. */
  .compact {
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
  }

  .compact .count:not(.over) {
    display: none;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
  }

  .count {
    flex: 1;
    color: var(--_muted);
    font-size: var(--_tiny);
    text-align: end;
  }

  .count.over {
    color: var(--_danger);
    font-weight: 600;
  }

  .ask {
    min-block-size: 2.5rem;
    padding-inline: 0.9rem 1.1rem;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .ask:hover {
    border-color: transparent;
    background: color-mix(in srgb, var(--_accent) 86%, var(--_text));
  }

  .ask.stop {
    border-color: var(--_border-strong);
    background: var(--_surface);
    color: var(--_text);
  }

  .ask.stop:hover {
    background: var(--_raised);
  }

  .ask[aria-disabled='true'] {
    border-color: transparent;
    background: color-mix(in srgb, var(--_accent) 14%, var(--_surface));
    color: color-mix(in srgb, var(--_accent) 80%, var(--_text));
    cursor: default;
  }

  @media (pointer: coarse) {
    .ask {
      min-block-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    .box:focus-within {
      outline: 2px solid Highlight;
    }

    .ask {
      border-color: ButtonBorder;
    }
  }
`;
