/**
 * client/styles - what every element begins with: the tokens and a quiet start inside any page.
 * Public tokens are `--llm-*`: a page sets them on `llm-window` or anywhere above it, and none is set here, so the page always
 * wins. Each element reads them into private `--_*` with a default for light and one for dark, chosen by the page's `color-scheme`.
 */
import {css} from 'lit';

/** Tokens, resets and helpers. */
export const baseStyles = css`
  :host {
    --_accent: var(--llm-accent, light-dark(#0b6b63, #5cd3c5));
    --_on-accent: var(--llm-on-accent, light-dark(#ffffff, #04211e));
    --_surface: var(--llm-surface, light-dark(#ffffff, #14181b));
    --_raised: var(--llm-raised, light-dark(#f6f7f8, #1b2024));
    --_text: var(--llm-text, light-dark(#15191d, #e9ecef));
    --_muted: var(--llm-muted, light-dark(#566069, #a2adb7));
    --_border: var(--llm-border, light-dark(#e0e4e8, #2b3238));
    --_border-strong: var(--llm-border-strong, light-dark(#868f98, #6f7a84));
    --_danger: var(--llm-danger, light-dark(#b3261e, #ff9d94));
    --_warning: var(--llm-warning, light-dark(#8a5300, #f0b861));
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    --_font: var(--llm-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif);
    --_mono: var(--llm-font-mono, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace);
    --_size: var(--llm-font-size, 1rem);
    --_small: calc(var(--_size) * 0.875);
    --_tiny: calc(var(--_size) * 0.8125);
    --_radius: var(--llm-radius, 14px);
    --_radius-small: calc(var(--_radius) * 0.6);
    --_space: var(--llm-space, 1rem);
    --_quick: 140ms ease-out;

    display: block;
    box-sizing: border-box;
    min-inline-size: 0;
    color: var(--_text);
    font: 400 var(--_size) / 1.55 var(--_font);
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    text-shadow: none;
    white-space: normal;
    overflow-wrap: break-word;
    cursor: auto;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }

  a {
    color: inherit;
  }

  svg {
    display: block;
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-block-size: 2rem;
    margin: 0;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_border);
    border-radius: 999px;
    background: transparent;
    color: inherit;
    font: 500 var(--_small) / 1.2 var(--_font);
    cursor: pointer;
    transition: background-color var(--_quick), border-color var(--_quick), color var(--_quick);
  }

  button:hover {
    border-color: var(--_border-strong);
    background: var(--_raised);
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  summary {
    cursor: pointer;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (pointer: coarse) {
    button {
      min-block-size: 2.75rem;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
