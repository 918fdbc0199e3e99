/** client/elements - looks of citations. */
import {css} from 'lit';

export const citationStyles = css`
  .citation {
    margin-inline: 0.0625rem;
    padding: 0.2em 0.3em;
    border-radius: 0.4em;
    background: color-mix(in srgb, var(--_accent) 10%, transparent);
    color: var(--_accent);
    font-size: 0.75em;
    font-weight: 600;
    text-decoration: none;
    white-space: nowrap;
    vertical-align: 0.12em;
    transition: background-color var(--_quick), color var(--_quick);
  }

  .citation:hover {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .citation.unknown {
    background: transparent;
    color: var(--_muted);
    text-decoration: underline dotted;
  }

  .citation.unsupported {
    background: color-mix(in srgb, var(--_warning) 12%, transparent);
    color: var(--_warning);
    text-decoration: underline wavy;
    text-decoration-thickness: 1px;
  }

  @media (forced-colors: active) {
    .citation {
      border: 1px solid LinkText;
    }
  }
`;
