/** client/elements - looks of `llm-model-menu`. */
import {css} from 'lit';

export const modelMenuStyles = css`
  .menu {
    position: relative;
  }

  button {
    max-inline-size: 100%;
    border-color: transparent;
    color: var(--_muted);
  }

  button svg {
    transition: rotate var(--_quick);
  }

  button[aria-expanded='true'] svg {
    rotate: 180deg;
  }

  .chosen {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  fieldset {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 0.375rem);
    inset-inline-start: 0;
    min-inline-size: 13rem;
    max-inline-size: min(22rem, 80vw);
    max-block-size: 16rem;
    margin: 0;
    padding: 0.375rem;
    overflow-y: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.16);
  }

  label {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.5rem;
    border-radius: calc(var(--_radius-small) * 0.7);
    font-size: var(--_small);
    cursor: pointer;
  }

  label:hover {
    background: var(--_raised);
  }

  input {
    flex: none;
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
  }

  label span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .hint {
    padding: 0.375rem 0.5rem 0.25rem;
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  @media (pointer: coarse) {
    label {
      min-block-size: 2.75rem;
    }
  }
`;
