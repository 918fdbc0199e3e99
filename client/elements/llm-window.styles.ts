/** client/elements - looks of `llm-window`: its frame, its three modes, and the order question, progress, sources, answer, box. */
import {css} from 'lit';

export const windowStyles = css`
  /* What is inherited by all that is inside would let a page's "*" in; sizes and colours are for tokens to change. */
  :host {
    container: window / inline-size !important;
    color: var(--_text) !important;
    font: 400 var(--_size) / 1.55 var(--_font) !important;
    letter-spacing: normal !important;
    word-spacing: normal !important;
    text-align: start !important;
    text-indent: 0 !important;
    text-transform: none !important;
    text-shadow: none !important;
    white-space: normal !important;
    overflow-wrap: break-word !important;
    cursor: auto !important;
  }

  .frame {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 6px);
    background: var(--_surface);
    color: var(--_text);
  }

  ::slotted([slot='empty']) {
    margin-block-end: 0.75rem;
  }

  .bar {
    display: flex;
    justify-content: flex-end;
    gap: 0.25rem;
  }

  .bar button,
  .edit {
    min-inline-size: 2rem;
    padding: 0.25rem;
    border-color: transparent;
    color: var(--_muted);
    font-size: var(--_size);
  }

  .forgotten {
    margin: 0 0.375rem 1rem;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .result {
    padding: 0.375rem 0.375rem 1.5rem;
    scroll-margin-block-start: 1rem;
  }

  .result + .result {
    padding-block-start: 1.5rem;
    border-block-start: 1px solid var(--_border);
  }

  .asked {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.5rem;
  }

  .asked h2 {
    min-inline-size: 0;
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

  llm-turn-actions,
  llm-history {
    display: block;
    margin-block-start: 0.5rem;
  }

  /* It may be drawn a frame later than what stands below. */
  llm-turn-actions {
    min-block-size: 2.25rem;
  }

  llm-status::part(error),
  llm-status::part(notice) {
    margin-block-start: 1rem;
  }

  .related {
    margin-block-start: 1.25rem;
  }

  .related h3 {
    margin-block-end: 0.5rem;
    font-size: var(--_small);
    font-weight: 650;
  }

  .related ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .related button {
    min-block-size: 2.25rem;
    border-radius: var(--_radius-small);
    text-align: start;
    overflow-wrap: anywhere;
  }

  .foot {
    position: sticky;
    inset-block-end: 0;
    padding-block-end: env(safe-area-inset-bottom, 0);
    background: var(--_surface);
  }

  .foot llm-status {
    margin-block-end: 0.75rem;
  }

  .offline {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin-block-end: 0.5rem;
    color: var(--_warning);
    font-size: var(--_small);
  }

  .more {
    position: absolute;
    inset-block-end: calc(100% + 0.5rem);
    inset-inline-start: 50%;
    background: var(--_surface);
    box-shadow: 0 2px 10px rgb(0 0 0 / 14%);
    white-space: nowrap;
    translate: -50%;
  }

  .more:dir(rtl) {
    translate: 50%;
  }

  @container window (inline-size < 34rem) {
    .frame {
      padding: calc(var(--_space) * 0.625);
    }

    .result {
      padding-inline: 0.25rem;
    }

    .asked h2 {
      font-size: calc(var(--_size) * 1.25);
    }
  }

  @media (pointer: coarse) {
    .bar button,
    .edit {
      min-inline-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    .launcher,
    .more {
      border: 1px solid ButtonText;
    }
  }

  @media print {
    .foot,
    .bar,
    .edit,
    .related,
    .launcher,
    llm-turn-actions {
      display: none;
    }

    .frame,
    .scroller {
      display: block !important;
      block-size: auto !important;
      padding: 0;
      overflow: visible !important;
      border: 0;
    }
  }
`;
