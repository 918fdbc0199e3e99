/** client/elements - looks of a window that fills the page, or stands behind a button at its corner. */
import {css} from 'lit';

export const windowModesStyles = css`
  :host([mode='page']) .frame,
  :host([mode='popup']) .frame {
    grid-template-rows: auto minmax(0, 1fr) auto;
  }

  :host([mode='page']) .scroller,
  :host([mode='popup']) .scroller {
    grid-row: 2;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  :host([mode='page']) .foot,
  :host([mode='popup']) .foot {
    grid-row: 3;
  }

  :host([mode='page']) .turns,
  :host([mode='popup']) .turns {
    position: relative;
  }

  :host([mode='page']) .frame {
    block-size: var(--_visible, 100dvh);
    padding: max(0.75rem, env(safe-area-inset-top)) max(var(--_space), env(safe-area-inset-right)) 0.75rem max(var(--_space), env(safe-area-inset-left));
    border: 0;
    border-radius: 0;
  }

  :host([mode='page']) :is(.turns, .bar, llm-question-form, slot, llm-history) {
    inline-size: min(100%, 60rem);
    margin-inline: auto;
  }

  :host([mode='page']) slot[name='empty'] {
    display: block;
  }

  :host([mode='popup']) {
    display: contents;
  }

  .launcher {
    position: fixed;
    inset: auto;
    inset-block-end: max(1rem, env(safe-area-inset-bottom));
    inset-inline-end: max(1rem, env(safe-area-inset-right));
    min-inline-size: 3.5rem;
    min-block-size: 3.5rem;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: 0 4px 16px rgb(0 0 0 / 22%);
    font-size: 1.5rem;
  }

  .launcher:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }

  :host([mode='popup']) .frame:not(:popover-open),
  :host([mode='popup'][open]) .launcher {
    display: none;
  }

  :host([mode='popup']) .frame {
    position: fixed;
    inset: auto;
    inset-block-end: max(1rem, env(safe-area-inset-bottom));
    inset-inline-end: max(1rem, env(safe-area-inset-right));
    inline-size: min(28rem, calc(100vw - 2rem));
    block-size: min(44rem, calc(var(--_visible, 100dvh) - 2rem));
    margin: 0;
    container: window / inline-size;
    box-shadow: 0 10px 40px rgb(0 0 0 / 24%);
  }

  @media (max-width: 30rem) {
    :host([mode='popup']) .frame {
      inset-block: var(--_visible-top, 0) auto;
      inset-inline: 0;
      inline-size: 100%;
      block-size: var(--_visible, 100dvh);
      padding-block: max(0.5rem, env(safe-area-inset-top)) max(0.5rem, env(safe-area-inset-bottom));
      border: 0;
      border-radius: 0;
    }
  }
`;
