/** server/enrichment - parts of a text that are left out of it. */

/** Ranges of a text, in UTF-16 units; they may lie within one another. */
export class Ranges {
  readonly #ranges: (readonly [start: number, end: number])[] = [];

  /** @param end - Exclusive. */
  add(start: number, end: number): void {
    this.#ranges.push([start, end]);
  }

  /** The text without them. @param seam - What is put in place of one, by the text that stands before it; nothing when left out. */
  cutFrom(text: string, seam: (before: string) => string = () => ''): string {
    let [left, from] = ['', 0];
    for (const [start, end] of this.#ranges.sort(([one], [other]) => one - other)) {
      if (end <= from) continue;
      left += text.slice(from, Math.max(from, start));
      left += seam(left);
      from = end;
    }
    return left + text.slice(from);
  }
}
