/**
 * client/markdown - link definitions may come after the text that uses them. The book keeps the definitions that are final, and
 * the blocks that wait for one.
 */
import {type Token} from 'markdown-it';
import {normalizeLabel, type References} from './parser.ts';

interface Waiting {
  labels: ReadonlySet<string>;
  readonly redraw: () => void;
}

/** Citations, `[1]` or `[2, 3][4]`, are no labels whatever is defined; behind a `]` of other text, or behind `!`, a number may be one. */
const bracketed = /(?<![\]!])(?:\[[1-9]\d{0,2}(?:, ?[1-9]\d{0,2})*\](?!\())+|\[((?:[^[\]\\]|\\.)+)\]/gs;

export class ReferenceBook {
  /** All final definitions; the first one of a label wins. */
  readonly known: References = {};
  #waiting: Waiting[] = [];

  /**
   * Takes the definitions among blocks that are being frozen, and has the blocks drawn again that wait for one of them.
   * @param references - Where the parser put the definitions of these tokens.
   */
  learn(tokens: readonly Token[], references: References): void {
    let learnt = false;
    for (const {type, meta} of tokens) {
      const label = type === 'reference_definition' ? meta?.['label'] : undefined;
      if (typeof label !== 'string' || label in this.known) continue;
      const reference = references[label];
      if (!reference) continue;
      this.known[label] = reference;
      learnt = true;
    }
    if (learnt) this.#redrawWaiting();
  }

  /** Remembers a frozen block that names a label which nobody has defined yet; other blocks are not kept. */
  waitFor(tokens: readonly Token[], redraw: () => void): void {
    const labels = this.#unknown(labelsIn(tokens));
    if (labels.size > 0) this.#waiting.push({labels, redraw});
  }

  #redrawWaiting(): void {
    for (const waiting of this.#waiting) {
      const labels = this.#unknown(waiting.labels);
      if (labels.size < waiting.labels.size) waiting.redraw();
      waiting.labels = labels;
    }
    this.#waiting = this.#waiting.filter(({labels}) => labels.size > 0);
  }

  #unknown(labels: Iterable<string>): Set<string> {
    return new Set([...labels].filter((label) => !(label in this.known)));
  }
}

/** Every bracketed text that could be the label of a reference link. */
function labelsIn(tokens: readonly Token[]): string[] {
  const texts = tokens.filter(({type}) => type === 'inline').map(({content}) => content);
  return texts.flatMap((text) => [...text.matchAll(bracketed)].flatMap(([, label]) => (label === undefined ? [] : [normalizeLabel(label)])));
}
