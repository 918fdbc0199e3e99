/** client/markdown - makes deltas into the text a parser expects, wherever they were cut. */

/** Line ends become `\n` and NUL becomes U+FFFD. A `\r` at the end of a delta waits: the next may start with its `\n`. */
export class InputText {
  #heldReturn = false;

  /** Takes a delta and returns what is certain of it. */
  write(delta: string): string {
    if (delta === '') return '';
    const text = this.#heldReturn ? `\r${delta}` : delta;
    this.#heldReturn = text.endsWith('\r');
    return normalize(this.#heldReturn ? text.slice(0, -1) : text);
  }

  /** Returns what was held back. */
  end(): string {
    const rest = this.#heldReturn ? '\n' : '';
    this.#heldReturn = false;
    return rest;
  }
}

function normalize(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
}
