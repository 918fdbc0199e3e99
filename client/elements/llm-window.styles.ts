/** client/elements - looks of `llm-window`: the frame, and the order question, progress, sources, answer. */
import {css} from 'lit';

export const windowStyles = css`
  :host {
    container: window / inline-size;
  }

  .frame {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 6px);
    background: var(--_surface);
  }

  ::slotted(*) {
    margin-block-start: 0.75rem;
  }

  .result {
    padding: 1.5rem 0.375rem 0.375rem;
  }

  h2 {
    font-size: calc(var(--_size) * 1.5);
    font-weight: 650;
    line-height: 1.28;
    letter-spacing: -0.012em;
    overflow-wrap: anywhere;
    text-wrap: balance;
    white-space: pre-line;
  }

  llm-progress {
    margin-block-start: 0.5rem;
  }

  llm-sources {
    margin-block-start: 0.75rem;
  }

  llm-answers {
    margin-block-start: 1.5rem;
  }

  llm-status::part(error),
  llm-status::part(notice) {
    margin-block-start: 1rem;
  }

  @container window (inline-size < 34rem) {
    .frame {
      padding: calc(var(--_space) * 0.625);
    }

    .result {
      padding-inline: 0.25rem;
    }

    h2 {
      font-size: calc(var(--_size) * 1.25);
    }
  }
`;
