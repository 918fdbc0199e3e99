/**
 * server/adapters/corpus - keeps the index up to date: one change after another, each over a connection of its own, so that queries
 * read what was there before until it is whole. An index that turns out to be corrupt is built anew.
 */
import {isCorrupt} from '../sqlite/sqlite-errors.ts';
import type {CorpusWorkerData} from './corpus-calls.ts';
import {CorpusIndex} from './corpus-index.ts';
import {type CorpusPlace, refreshIndex, type RefreshReport} from './refresh-index.ts';
import {FolderWatch} from './watch-folders.ts';
import {WorkNote} from './work-note.ts';

/** Options for {@link IndexKeeper}. */
export interface IndexKeeperOptions extends CorpusWorkerData {
  readonly log: (message: string) => void;
}

/** The index of some folders. */
export class IndexKeeper {
  readonly #options: IndexKeeperOptions;
  readonly #closing = new AbortController();
  readonly #watch: FolderWatch | undefined;
  readonly #note: WorkNote;
  #index: CorpusIndex;
  #refreshing: Promise<RefreshReport> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: IndexKeeperOptions) {
    this.#options = options;
    this.#note = new WorkNote(options.note);
    this.#index = CorpusIndex.open(options.file);
    this.#watch = options.watch ? new FolderWatch({log: options.log, onChange: (changes) => this.#follow(changes)}) : undefined;
  }

  /** Brings all of it up to date. Joins one that waits or is under way. */
  refresh(): Promise<RefreshReport> {
    return (this.#refreshing ??= this.#inTurn(() => this.#refresh()).finally(() => (this.#refreshing = undefined)));
  }

  /** Reads every file again. Queries are answered from what is there meanwhile. */
  rebuild(): Promise<RefreshReport> {
    return this.#inTurn(() => this.#refresh({anew: true}));
  }

  /** Looks something up; in an index that is corrupt, nothing is found until it is built anew. */
  look<Result>(up: (index: CorpusIndex) => Result): Result {
    try {
      return up(this.#index);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      this.#beginAnew();
      this.refresh().catch((reason: unknown) => this.#options.log(`cannot rebuild the corpus index: ${String(reason)}`));
      return up(this.#index);
    }
  }

  close(): void {
    this.#closing.abort(new Error('The corpus was closed'));
    this.#watch?.close();
    this.#index.close();
  }

  #follow(changes: readonly CorpusPlace[] | 'everything'): Promise<RefreshReport> {
    return changes === 'everything' ? this.refresh() : this.#inTurn(() => this.#refresh({only: changes}));
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(change);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #refresh(which: {readonly only?: readonly CorpusPlace[]; readonly anew?: boolean} = {}): Promise<RefreshReport> {
    const before = this.#index;
    try {
      return await this.#refreshOnce(which);
    } catch (error) {
      // Corrupt, or found to be so by a query meanwhile.
      if (isCorrupt(error)) this.#beginAnew();
      if (this.#index === before) throw error;
      return this.#refreshOnce({});
    }
  }

  async #refreshOnce(which: {readonly only?: readonly CorpusPlace[]; readonly anew?: boolean}): Promise<RefreshReport> {
    const {file, folders, leftOut, log} = this.#options;
    const signal = this.#closing.signal;
    signal.throwIfAborted();
    const writer = CorpusIndex.open(file);
    try {
      return await refreshIndex(writer, folders, {...which, leftOut, note: this.#note, signal, log, onFolder: (...folder) => this.#watch?.add(...folder)});
    } finally {
      writer.close();
    }
  }

  /** Begins again with an empty index, which a refresh has to fill. */
  #beginAnew(): void {
    const {file, log} = this.#options;
    log('the corpus index is corrupt and is built anew');
    this.#index.close();
    CorpusIndex.remove(file);
    this.#index = CorpusIndex.open(file);
  }
}
