/** client/styles - the mark of something under way, done, stopped or failed: one shape, used by stages and answers alike. */
import {css} from 'lit';

/** Styles of {@link activityMark}. */
export const activityStyles = css`
  .mark {
    position: relative;
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 1.125em;
    block-size: 1.125em;
    color: var(--_muted);
  }

  .mark.running::before {
    inline-size: 0.875em;
    block-size: 0.875em;
    border: 2px solid color-mix(in srgb, var(--_accent) 25%, transparent);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
    content: '';
  }

  /* What turns has the page compute styles for every frame. */
  .mark.running.writing::before {
    border-color: var(--_accent);
    animation: none;
  }

  .mark.waiting::before {
    inline-size: 0.4em;
    block-size: 0.4em;
    border-radius: 50%;
    background: var(--_border-strong);
    content: '';
  }

  .mark.done {
    color: var(--_accent);
  }

  .mark.failed {
    color: var(--_danger);
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .mark.running::before {
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .mark.running::before {
      border-color: CanvasText;
      border-block-start-color: Canvas;
    }

    .mark.waiting::before {
      background: CanvasText;
    }
  }
`;
