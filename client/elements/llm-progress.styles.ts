/** client/elements - looks of `llm-progress`. */
import {css} from 'lit';

export const progressStyles = css`
  :host {
    font-size: var(--_small);
  }

  summary {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2rem;
    border-radius: var(--_radius-small);
    color: var(--_muted);
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    color: var(--_text);
  }

  .line {
    min-inline-size: 0;
    font-variant-numeric: tabular-nums;
  }

  .chevron {
    transition: rotate var(--_quick);
  }

  details[open] .chevron {
    rotate: 180deg;
  }

  ol {
    display: grid;
    gap: 0.375rem;
    padding-block: 0.5rem 0.25rem;
  }

  ol > li {
    position: relative;
    display: flex;
    gap: 0.6rem;
    padding-block-end: 0.375rem;
  }

  ol > li:not(:last-child)::before {
    position: absolute;
    inset-block: 1.6em -0.25rem;
    inset-inline-start: calc(0.5625em - 0.5px);
    inline-size: 1px;
    background: var(--_border);
    content: '';
  }

  .mark {
    margin-block-start: 0.2em;
  }

  summary .mark {
    margin-block-start: 0;
  }

  .waiting .label {
    color: var(--_muted);
  }

  .running .label {
    font-weight: 600;
  }

  .step {
    flex: 1;
    min-inline-size: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
  }

  .fact {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .queries {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    padding-block-start: 0.375rem;
  }

  .queries li {
    max-inline-size: 100%;
    padding: 0.125rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: 999px;
    background: var(--_raised);
    font-size: var(--_tiny);
    overflow-wrap: anywhere;
  }

  .limit {
    padding-block-start: 0.25rem;
    color: var(--_muted);
    font-size: var(--_tiny);
    overflow-wrap: anywhere;
  }

  .problems {
    padding-block-start: 0.25rem;
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  .problems .error {
    color: var(--_danger);
  }

  .problems .retry,
  .problems .wait {
    color: var(--_warning);
  }

  q {
    quotes: '“' '”';
  }

  progress {
    appearance: none;
    display: block;
    inline-size: min(20rem, 100%);
    block-size: 4px;
    margin-block: 0.5rem 0.25rem;
    overflow: hidden;
    border: 0;
    border-radius: 4px;
    background: var(--_border);
  }

  progress::-webkit-progress-bar {
    background: var(--_border);
  }

  progress::-webkit-progress-value {
    border-radius: 4px;
    background: var(--_accent);
    transition: inline-size var(--_quick);
  }

  progress::-moz-progress-bar {
    border-radius: 4px;
    background: var(--_accent);
  }

  .last {
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  @media (pointer: coarse) {
    summary {
      min-block-size: 2.75rem;
    }
  }
`;
