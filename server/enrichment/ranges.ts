/** server/enrichment - parts of a text that are left out of it. */

/** Ranges of a text, in UTF-16 units; they may lie within one another. */
export class Ranges {
  readonly #ranges: (readonly [start: number, end: number])[] = [];

  /** @param end - Exclusive. */
  add(start: number, end: number): void {
    this.#ranges.push([start, end]);
  }

  /** The text without them. @param seam - What is put in place of one, by the piece that is left before it; nothing when left out. */
  cutFrom(text: string, seam: (before: string) => string = () => ''): string {
    let [left, from, piece] = ['', 0, ''];
    for (const [start, end] of this.#ranges.sort(([one], [other]) => one - other)) {
      if (end <= from) continue;
      const kept = text.slice(from, start);
      piece = kept || piece; // not `left`: looking into what grows would join it anew each time
      left += kept + seam(piece);
      from = end;
    }
    return left + text.slice(from);
  }
}
