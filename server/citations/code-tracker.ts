/** server/citations - whether the place that a text has been written up to may be code. */
import {CodeLines} from './code-lines.ts';

/** As much of a line tells whether it is code. */
const MAX_BEGINNING = 400;

/**
 * Follows a text while it is written. It sees no further than what is written: after a backtick that may open a code span all is
 * taken for code, until the span or the paragraph ends.
 */
export class CodeTracker {
  readonly #lines = new CodeLines();
  /** The current line so far, and what of the rest of a long one matters: whether a backtick is in it, or anything at all. */
  #beginning = '';
  #rest: '' | 'x' | '`' = '';
  /** Whether the line is code; undefined until it matters. */
  #lineIsCode: boolean | undefined;
  #isBegun = false;
  /** Lengths of the run of backticks that opened a span, and of the one that is being read. */
  #span = 0;
  #run = 0;
  #isEscaped = false;

  /** Whether nothing but white space stands on the line so far. */
  get atLineStart(): boolean {
    return this.#beginning.trim() === '';
  }

  /** Whether what comes next is neither code nor escaped. */
  isText(): boolean {
    this.#endRun();
    this.#beginLine();
    if (this.#span > 0 || this.#isEscaped) return false;
    this.#lineIsCode ??= this.#lines.peek(`${this.#beginning}[`).code;
    return !this.#lineIsCode;
  }

  /** Takes what was written. */
  advance(part: string): void {
    if (!part.includes('`') && !part.includes('\n')) this.#take(part);
    else for (const [piece] of part.matchAll(/`|\n|[^`\n]+/gu)) this.#take(piece);
  }

  /** Takes a backtick, a line's end, or what has neither in it. */
  #take(piece: string): void {
    if (piece === '\n') {
      this.#endLine();
      return;
    }
    if (piece === '`') this.#readBacktick();
    else this.#endRun();
    const room = this.#beginning.length < MAX_BEGINNING ? MAX_BEGINNING : 0;
    this.#beginning += piece.slice(0, room);
    if (piece.includes('`', room)) this.#rest = '`';
    else if (piece.slice(room).trim() !== '') this.#rest ||= 'x';
    const [slashes = ''] = piece.endsWith('\\') ? (/\\*$/u.exec(piece.slice(-MAX_BEGINNING)) ?? []) : [];
    this.#isEscaped = (slashes.length % 2 === 1) !== (slashes.length === piece.length && this.#isEscaped);
  }

  #readBacktick(): void {
    if (this.#run === 0) this.#beginLine();
    // Outside code an escaped backtick opens nothing.
    if (this.#span > 0 || this.#run > 0 || !this.#isEscaped) this.#run++;
  }

  #endRun(): void {
    if (this.#run === 0) return;
    if (this.#span === 0) this.#span = this.#run;
    else if (this.#span === this.#run) this.#span = 0;
    this.#run = 0;
  }

  /** A list item or a heading ends the paragraph before it, and with it what was open there. */
  #beginLine(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    if (this.#lines.peek(`${this.#beginning}x`).breaks) this.#span = 0;
  }

  #endLine(): void {
    this.#endRun();
    const {code, breaks} = this.#lines.take(this.#beginning + this.#rest);
    if (code || (breaks && !this.#isBegun)) this.#span = 0;
    this.#beginning = '';
    this.#rest = '';
    this.#lineIsCode = undefined;
    this.#isBegun = false;
    this.#isEscaped = false;
  }
}
