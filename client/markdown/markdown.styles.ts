/**
 * client/markdown - looks of a drawn answer: for an element with the class `markdown` that `IncrementalMarkdown` fills.
 * Colours come from the `--llm-*` tokens or follow the text around, so it fits light and dark pages as it is. No `text-wrap`
 * other than the plain one: it would move words to other lines while text grows.
 */
import {css} from 'lit';

export const markdownStyles = css`
  .markdown {
    --_markdown-accent: var(--llm-accent, light-dark(#0b6b63, #5cd3c5));
    --_markdown-line: var(--llm-border, color-mix(in srgb, currentColor 18%, transparent));
    --_markdown-muted: var(--llm-muted, color-mix(in srgb, currentColor 72%, transparent));
    --_markdown-tint: var(--llm-raised, color-mix(in srgb, currentColor 6%, transparent));
    --_markdown-radius: calc(var(--llm-radius, 14px) * 0.6);

    overflow-wrap: break-word;
  }

  /* What is far off screen is neither laid out nor painted: late in a long answer that is most of the cost. To lay out a heading costs less than to watch whether it is near. */
  .markdown > * {
    margin-block: 0 0.85em;
    content-visibility: auto;
    contain-intrinsic-size: auto 3em;
    overflow-clip-margin: 0.25em;
  }

  .markdown > :last-child {
    margin-block-end: 0;
  }

  .markdown :is(h1, h2, h3, h4, h5, h6) {
    display: block;
    content-visibility: visible;
    margin-block: 1.4em 0.5em;
    color: inherit;
    font-weight: 650;
    line-height: 1.3;
  }

  .markdown > :is(h1, h2, h3, h4, h5, h6):first-child {
    margin-block-start: 0;
  }

  .markdown h1 {
    font-size: 1.4em;
  }

  .markdown h2 {
    font-size: 1.22em;
  }

  .markdown h3 {
    font-size: 1.08em;
  }

  .markdown :is(h4, h5, h6) {
    font-size: 1em;
  }

  .markdown :is(h5, h6) {
    color: var(--_markdown-muted);
  }

  .markdown :is(ul, ol) {
    padding-inline-start: 1.6em;
    list-style: disc;
  }

  .markdown ol {
    list-style: decimal;
  }

  .markdown ul ul {
    list-style: circle;
  }

  .markdown li {
    margin-block: 0.25em;
  }

  .markdown li::marker {
    color: var(--_markdown-muted);
    font-variant-numeric: tabular-nums;
  }

  .markdown li > :is(p, pre, blockquote, .table) {
    margin-block: 0.5em;
  }

  .markdown li > p:first-child,
  .markdown blockquote > :first-child {
    margin-block-start: 0;
  }

  .markdown li > p:last-child,
  .markdown blockquote > :last-child {
    margin-block-end: 0;
  }

  .markdown blockquote {
    margin-inline: 0;
    padding-block: 0.1em;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_markdown-line);
    color: var(--_markdown-muted);
  }

  .markdown blockquote > * {
    margin-block: 0.5em;
  }

  .markdown hr {
    block-size: 0;
    margin-block: 1.5em;
    border: 0;
    border-block-start: 1px solid var(--_markdown-line);
  }

  .markdown strong {
    font-weight: 650;
  }

  .markdown code {
    padding: 0.1em 0.35em;
    border-radius: 0.35em;
    background: var(--_markdown-tint);
    font-family: var(--llm-font-mono, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace);
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }

  .markdown pre {
    padding: 0.85em 1em;
    overflow-x: auto;
    border: 1px solid var(--_markdown-line);
    border-radius: var(--_markdown-radius);
    background: var(--_markdown-tint);
    line-height: 1.5;
    text-align: start;
    direction: ltr;
    unicode-bidi: isolate;
  }

  .markdown pre code {
    padding: 0;
    background: none;
    overflow-wrap: normal;
    white-space: pre;
  }

  .markdown .code-lines {
    display: block;
  }

  .markdown .table {
    overflow-x: auto;
  }

  .markdown table {
    border-collapse: collapse;
    font-size: 0.94em;
    line-height: 1.45;
  }

  .markdown :is(th, td) {
    min-inline-size: 6em;
    max-inline-size: 32em;
    padding: 0.45em 0.75em;
    border-block-end: 1px solid var(--_markdown-line);
    text-align: start;
    vertical-align: top;
  }

  .markdown th {
    border-block-end-width: 2px;
    font-weight: 600;
    vertical-align: bottom;
  }

  .markdown .align-left {
    text-align: left;
  }

  .markdown .align-center {
    text-align: center;
  }

  .markdown .align-right {
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  /* Easily overridden: what embeds the answer has its own idea of links and citations. */
  :where(.markdown) a:where([href]) {
    color: var(--_markdown-accent);
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 0.18em;
  }

  :where(.markdown) a:where([href]):hover {
    text-decoration-color: currentColor;
  }

  .markdown :is(button, a, span).image {
    display: inline;
    min-block-size: 0;
    padding: 0.1em 0.5em;
    border: 1px dashed var(--_markdown-line);
    border-radius: 0.35em;
    background: none;
    color: var(--_markdown-muted);
    font: inherit;
    text-align: start;
  }

  .markdown button.image {
    border-style: solid;
    color: var(--_markdown-accent);
    cursor: pointer;
  }

  .markdown button.image:hover {
    background: var(--_markdown-tint);
  }

  .markdown img {
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_markdown-radius);
    vertical-align: middle;
  }

  :where(.markdown) .citation {
    font-size: 0.8em;
    font-variant-numeric: tabular-nums;
    text-decoration: none;
    vertical-align: 0.1em;
  }

  :where(.markdown) .citation.unknown {
    color: var(--_markdown-muted);
  }

  .markdown .footnote {
    font-size: 0.8em;
    line-height: 1;
    vertical-align: 0.35em;
  }

  .markdown .footnote.unknown {
    color: var(--_markdown-muted);
    vertical-align: baseline;
  }

  .markdown :is(.footnote button, .footnote-back) {
    display: inline;
    min-block-size: 0;
    padding: 0 0.15em;
    border: 0;
    border-radius: 0.3em;
    background: none;
    color: var(--_markdown-accent);
    font: inherit;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }

  .markdown :is(.footnote button, .footnote-back):hover {
    background: var(--_markdown-tint);
  }

  /* The arrow is no text: what is copied or compared is the note alone. */
  .markdown .footnote-back::before {
    content: '↩';
  }

  .markdown .footnote-back:dir(rtl)::before {
    content: '↪';
  }

  .markdown .footnotes {
    padding-block-start: 0.75em;
    border-block-start: 1px solid var(--_markdown-line);
    font-size: 0.88em;
  }

  .markdown .footnotes li > p:last-of-type {
    display: inline;
  }

  .markdown .footnotes li:focus {
    outline: 2px solid var(--_markdown-accent);
    outline-offset: 0.2em;
  }

  .markdown .math.display {
    overflow-x: auto;
    text-align: center;
  }

  .markdown span.math.display {
    display: block;
  }

  .markdown math {
    font-family: 'STIX Two Math', 'Cambria Math', 'Latin Modern Math', math;
  }

  .markdown .tml-left {
    text-align: left;
  }

  .markdown .tml-right {
    text-align: right;
  }

  .markdown .diagram {
    margin-inline: 0;
  }

  @media print {
    .markdown > * {
      content-visibility: visible;
    }

    .markdown pre code {
      white-space: pre-wrap;
    }
  }
`;
