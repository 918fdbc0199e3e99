/** test/client/markdown - draws a text with an `IncrementalMarkdown`, whole or cut into deltas. */
import {IncrementalMarkdown, type IncrementalMarkdownOptions} from '../../../../client/markdown/incremental-markdown.ts';

/** Of so many deltas in turn, the first are shown at once, and the others held back until the next of those. */
const TURN = 16;
const AT_ONCE = 6;

/** The element after the last delta. */
export function render(deltas: Iterable<string>, options?: IncrementalMarkdownOptions): HTMLElement {
  const element = document.createElement('div');
  const markdown = new IncrementalMarkdown(element, options);
  let index = 0;
  for (const delta of deltas) markdown.write(delta, index++ % TURN >= AT_ONCE);
  markdown.end();
  return element;
}

/** Cuts a text into pieces of the given lengths, used over and over. */
export function* cut(text: string, lengths: readonly number[]): Iterable<string> {
  for (let at = 0, i = 0; at < text.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield text.slice(at, at + length);
    at += length;
  }
}
