/**
 * client/protocols - one model's text as it is told: its markers count the model's own sources, and are told with the numbers that
 * those have in the whole run. Ranges, `[1-3]`, are written out. What stands in code is no marker.
 */

/** From a model's own number of a source to the run's; nothing where there is no such source. */
export type NumberOf = (own: number) => number | undefined;

const token = /\\[[`]|`+|~~~+|\n[ \t]*\n|\[(\d{1,3}(?:\s?[-–,]\s?\d{1,3})*)\](?!\()/g;
/** An end that what comes next may make into a token, or into another one. */
const undecided = /(?:\\|\\?`+|~+|(?:\n[ \t]*)+|\\?\[[\d, –-]*\]?)$/;
/** Widest range that is one. */
const WIDEST = 20;
/** No more than this is held back, in characters. */
const REACH = 64;

/** Renumbers a text that comes in pieces, however it is cut. */
export class CitedText {
  readonly #numberOf: NumberOf;
  readonly #cites: () => boolean;
  #held = '';
  /** What has opened the code under way. */
  #code = '';

  /** @param cites - Whether there are sources: without them a range is none of theirs. */
  constructor(numberOf: NumberOf, cites: () => boolean = () => true) {
    this.#numberOf = numberOf;
    this.#cites = cites;
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
      const numbers = own === undefined || this.#code !== '' || (/[-–]/.test(own) && !this.#cites()) ? undefined : numbersIn(own);
      return numbers ? this.#marker(numbers) : found;
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

/** `1, 3-5` as numbers; nothing where a range is none. */
function numbersIn(own: string): readonly number[] | undefined {
  const ranges = own.split(',').map((part) => {
    const [from = NaN, to = from, ...more] = part.split(/[-–]/).map(Number);
    return more.length === 0 && to >= from && to - from < WIDEST ? Array.from({length: to - from + 1}, (_, index) => from + index) : undefined;
  });
  return ranges.every((range) => range !== undefined) ? ranges.flat() : undefined;
}

/** All of a text at once. */
export function renumbered(text: string, numberOf: NumberOf, cites?: () => boolean): string {
  const cited = new CitedText(numberOf, cites);
  return cited.take(text) + cited.rest();
}
