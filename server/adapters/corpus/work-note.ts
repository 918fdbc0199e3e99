/** server/adapters/corpus - which file the worker is at, in memory that outlives the worker: a file that ends it is known by that. */

/** One version of a document's file. */
export interface FileVersion {
  readonly docId: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** The same, with words for the log. */
export interface FileAtWork extends FileVersion {
  readonly label: string;
  readonly path: string;
}

/** Enough for a note with the longest path. */
const SIZE = 16_384;
const MAX_PATH = 2_000;

/** A note that one thread writes and another reads. */
export class WorkNote {
  /** For the other thread. */
  readonly memory: SharedArrayBuffer;
  readonly #length: Int32Array;
  readonly #text: Uint8Array;

  constructor(memory = new SharedArrayBuffer(SIZE)) {
    this.memory = memory;
    this.#length = new Int32Array(memory, 0, 1);
    this.#text = new Uint8Array(memory, 4);
  }

  /** The work at a file begins. */
  begin({docId, size, mtimeMs, label, path}: FileAtWork): void {
    const note: FileAtWork = {docId, size, mtimeMs, label, path: path.slice(-MAX_PATH)};
    const bytes = Buffer.from(JSON.stringify(note)).subarray(0, this.#text.length);
    this.#text.set(bytes);
    Atomics.store(this.#length, 0, bytes.length);
  }

  /** It is done. */
  end(): void {
    Atomics.store(this.#length, 0, 0);
  }

  /** The file that was begun and not done, which is then forgotten. */
  take(): FileAtWork | undefined {
    const length = Atomics.exchange(this.#length, 0, 0);
    return length === 0 ? undefined : (JSON.parse(Buffer.from(this.#text.slice(0, length)).toString()) as FileAtWork);
  }
}
