/** client/elements - looks of `llm-status`. */
import {css} from 'lit';

export const statusStyles = css`
  .error,
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.625rem 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    font-size: var(--_small);
  }

  .notice {
    background: var(--_raised);
    color: var(--_muted);
  }

  .notice > :not(svg, button) {
    flex: 1;
    min-inline-size: min(12rem, 60%);
  }

  .notice.waiting svg {
    animation: turn 1.6s linear infinite;
  }

  .error {
    align-items: flex-start;
    border-color: color-mix(in srgb, var(--_danger) 40%, var(--_border));
    background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
  }

  .error > svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-block-start: 0.125em;
    color: var(--_danger);
  }

  .error .words {
    flex: 1;
    min-inline-size: min(12rem, 60%);
  }

  .title {
    color: var(--_danger);
    font-weight: 650;
  }

  button {
    background: var(--_surface);
    color: var(--_text);
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
