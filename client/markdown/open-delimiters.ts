/** client/markdown - keeps count of the emphasis that is open at a point of a text: `*`, `_`, `~~`. A close guess at the full rules. */

interface Delimiter {
  readonly mark: string;
  count: number;
  readonly start: number;
  readonly end: number;
}

export class OpenDelimiters {
  readonly #open: Delimiter[] = [];

  /** Takes in a run of equal marks that stands in the text at `at`. */
  meet(run: string, text: string, at: number): void {
    const mark = run.charAt(0);
    const end = at + run.length;
    const before = text[at - 1] ?? ' ';
    const after = text[end] ?? ' ';
    const isWithinWord = /\w/.test(before) && /\w/.test(after);
    if ((mark === '_' && isWithinWord) || (mark === '~' && run.length !== 2)) return;
    const left = /\s/.test(before) ? run.length : this.#closeWith(mark, run.length);
    if (left > 0 && !/\s/.test(after)) this.#open.push({mark, count: Math.min(left, 3), start: at, end});
  }

  /** Returns the text with everything closed; what was opened around nothing is left out. */
  close(text: string): string {
    let body = text.trimEnd();
    while (body.length <= (this.#open.at(-1)?.end ?? -1)) {
      body = body.slice(0, this.#open.pop()?.start).trimEnd();
    }
    return body + this.#open.map(({mark, count}) => mark.repeat(count)).reverse().join('');
  }

  /** Closes what was opened last with as many marks as fit; returns how many are left over. */
  #closeWith(mark: string, marks: number): number {
    let left = marks;
    for (let last = this.#open.at(-1); last?.mark === mark && left > 0; last = this.#open.at(-1)) {
      const used = Math.min(left, last.count);
      left -= used;
      last.count -= used;
      if (last.count === 0) this.#open.pop();
    }
    return left;
  }
}
