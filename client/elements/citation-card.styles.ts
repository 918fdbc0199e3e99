/** client/elements - looks of the card beside a citation. */
import {css} from 'lit';

export const cardStyles = css`
  .card {
    position: fixed;
    inset: auto;
    inline-size: min(22rem, calc(100vw - 1rem));
    max-block-size: min(20rem, 60vh);
    margin: 0;
    padding: 0.75rem 0.875rem;
    overflow: auto;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
    font-size: var(--_small);
    line-height: 1.5;
  }

  .card-from {
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  .card-title {
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .card blockquote {
    margin: 0.5rem 0 0;
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--_accent);
    overflow-wrap: anywhere;
  }

  .card-check {
    margin-block-start: 0.5rem;
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  .card-check.supported {
    color: var(--_accent);
  }

  .card-check.unsupported {
    margin-block-start: 0.5rem;
    color: var(--_warning);
  }
`;
