/**
 * client/protocols - one model's text as it is told: its markers count the model's own sources, and are told with the numbers that
 * those have in the whole run. What stands in code is no marker.
 */

/** From a model's own number of a source to the run's; nothing where there is no such source. */
export type NumberOf = (own: number) => number | undefined;

const token = /\\[[`]|`+|~~~+|\n[ \t]*\n|\[(\d{1,3}(?:, ?\d{1,3})*)\](?!\()/g;
/** An end that what comes next may make into a token, or into another one. */
const undecided = /(?:\\|\\?`+|~+|(?:\n[ \t]*)+|\\?\[[\d, ]*\]?)$/;
/** No more than this is held back, in characters. */
const REACH = 64;

/** Renumbers a text that comes in pieces, however it is cut. */
export class CitedText {
  readonly #numberOf: NumberOf;
  #held = '';
  /** What has opened the code under way. */
  #code = '';

  constructor(numberOf: NumberOf) {
    this.#numberOf = numberOf;
  }

  /** The next piece. @returns What can be told now. */
  take(piece: string): string {
    const text = this.#held + piece;
    const last = text.slice(-REACH);
    const end = text.length - last.length + (undecided.exec(last)?.index ?? last.length);
    this.#held = text.slice(end);
    return this.#renumber(text.slice(0, end));
  }

  /** What was held back: nothing comes after it. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#renumber(rest);
  }

  #renumber(text: string): string {
    return text.replaceAll(token, (found: string, own: string | undefined) => {
      if (own === undefined) this.#pass(found);
      return own === undefined || this.#code !== '' ? found : this.#marker(own.split(/, ?/).map(Number));
    });
  }

  /** One of another model's sources must not answer to a number that has no source here: that is told as text. */
  #marker(own: readonly number[]): string {
    return own.map((one) => [one, this.#numberOf(one)] as const).map(([one, n]) => (n === undefined ? `\\[${one}\\]` : `[${n}]`)).join('');
  }

  /** Code begins and ends; within a line it ends with its paragraph. */
  #pass(found: string): void {
    const isFenced = this.#code.length >= 3;
    if (found.startsWith('\n')) this.#code = isFenced ? this.#code : '';
    else if (this.#code === '') this.#code = found.startsWith('\\') ? '' : found;
    else {
      const mark = found.replace('\\', '');
      if (isFenced ? mark.startsWith(this.#code) : mark === this.#code) this.#code = '';
    }
  }
}

/** All of a text at once. */
export function renumbered(text: string, numberOf: NumberOf): string {
  const cited = new CitedText(numberOf);
  return cited.take(text) + cited.rest();
}
