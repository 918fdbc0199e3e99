/** client/elements - looks of `llm-history`. */
import {css} from 'lit';

export const historyStyles = css`
  section {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    padding: 0.5rem 0.375rem 1rem;
  }

  h2 {
    font-size: var(--_small);
    font-weight: 650;
  }

  ul {
    display: grid;
    gap: 0.25rem;
    inline-size: 100%;
  }

  .open {
    justify-content: space-between;
    inline-size: 100%;
    min-block-size: 2.5rem;
    border-radius: var(--_radius-small);
    text-align: start;
  }

  time {
    flex: none;
    color: var(--_muted);
    font-size: var(--_tiny);
  }
`;
