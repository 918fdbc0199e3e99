/** server/text - a text that comes in many small pieces, kept as few strings: a piece of its own costs three times its characters. */

/** So many pieces wait before they are joined. */
const MAX_PIECES = 32;

/** Gathers a text. */
export class GrowingText {
  #whole = '';
  #pieces: string[] = [];

  /** All of it so far. */
  get text(): string {
    this.#join();
    return this.#whole;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    if (this.#pieces.length >= MAX_PIECES) this.#join();
  }

  #join(): void {
    this.#whole = [this.#whole, ...this.#pieces].join(''); // `+=` would keep every piece
    this.#pieces = [];
  }
}
