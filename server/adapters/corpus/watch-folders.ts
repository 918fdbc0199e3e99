/**
 * server/adapters/corpus - tells which places of the corpus changed, soon after they did.
 * One `fs.watch` a folder, made as folders are walked: Node's recursive watching would list them all at once, and keep every file's name.
 */
import {type FSWatcher, statSync, watch} from 'node:fs';
import {join} from 'node:path';
import type {CorpusFolder} from './corpus-folder.ts';
import type {CorpusPlace} from './refresh-index.ts';
import {isFolderLink} from './walk-folder.ts';

/** Options for {@link FolderWatch}. */
export interface FolderWatchOptions {
  /** Told of changes that came together; `everything` where it can't be told what changed. Not told of more before it is done. */
  readonly onChange: (changes: readonly CorpusPlace[] | 'everything') => Promise<unknown>;
  readonly log: (message: string) => void;
}

interface Watched {
  readonly watcher: FSWatcher;
  /** Tells a folder from another that was made in its place. */
  readonly inode: number;
}

/** A file is written in several steps: changes are told once there are none for so long, and after the longer time at the latest. In milliseconds. */
const QUIET_MS = 250;
const LATEST_MS = 2_000;
/** Where the system watches no more folders, everything is looked at this often instead, in milliseconds. */
const POLL_MS = 60_000;
/** More changes than this at once are dealt with as one. */
const MANY = 1_000;

/** Watches the folders that it is given. */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #changed = new Map<string, CorpusPlace>();
  #everything = false;
  #firstAt = 0;
  #quiet: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  #telling = false;
  #closed = false;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  /** Watches a folder from now on, unless it does already. @param path - Where it is in the corpus folder, with `/`. */
  add(folder: CorpusFolder, directory: string, path: string): void {
    if (this.#closed || folder.watched === false) return;
    try {
      const inode = statSync(directory).ino;
      const known = this.#watched.get(directory);
      if (known?.inode === inode) return;
      known?.watcher.close();
      const watcher = watch(directory, {persistent: false}, (_, name) => this.#hear({folder, path}, directory, name));
      watcher.on('error', () => this.#forget(directory));
      this.#watched.set(directory, {watcher, inode});
    } catch (error) {
      this.#pollInstead(directory, error);
    }
  }

  /** Ends all watching. What was not told yet is not told. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#quiet);
    clearInterval(this.#poll);
    for (const directory of [...this.#watched.keys()]) this.#forget(directory);
  }

  #hear({folder, path}: CorpusPlace, directory: string, name: string | null): void {
    const isThere = statSync(directory, {throwIfNoEntry: false}) !== undefined;
    if (!isThere) this.#forget(directory);
    if (isThere && name?.startsWith('.')) return;
    const file = name === null ? directory : join(directory, name);
    if (!isThere && path === '') this.#startPolling(); // to see it when it comes back
    if (isFolderLink(file)) this.#everything = true; // only a walk from the top knows which links are followed
    else {
      const inner = name === null || !isThere ? path : path === '' ? name : `${path}/${name}`;
      this.#changed.set(JSON.stringify([folder.label, inner]), {folder, path: inner});
    }
    this.#tellLater();
  }

  #tellLater(): void {
    if (this.#telling || this.#closed) return;
    if (this.#quiet === undefined) this.#firstAt = performance.now();
    clearTimeout(this.#quiet);
    const left = Math.max(0, LATEST_MS - (performance.now() - this.#firstAt));
    this.#quiet = setTimeout(() => void this.#tell(), Math.min(QUIET_MS, left));
  }

  async #tell(): Promise<void> {
    const changes = this.#everything || this.#changed.size > MANY ? 'everything' : [...this.#changed.values()];
    this.#quiet = undefined;
    this.#everything = false;
    this.#changed.clear();
    this.#telling = true;
    try {
      await this.#options.onChange(changes);
    } catch (error) {
      if (!this.#closed) this.#options.log(`cannot follow changes of the corpus: ${String(error)}`);
    }
    this.#telling = false;
    if (this.#hasNews()) this.#tellLater();
  }

  #hasNews(): boolean {
    return this.#everything || this.#changed.size > 0;
  }

  #pollInstead(directory: string, error: unknown): void {
    if (statSync(directory, {throwIfNoEntry: false}) === undefined) return;
    if (!this.#poll) this.#options.log(`cannot watch ${directory} (${String(error)}); changes there are looked for every ${POLL_MS / 1_000} s`);
    this.#startPolling();
  }

  #startPolling(): void {
    this.#poll ??= setInterval(() => {
      this.#everything = true;
      this.#tellLater();
    }, POLL_MS).unref();
  }

  #forget(directory: string): void {
    this.#watched.get(directory)?.watcher.close();
    this.#watched.delete(directory);
  }
}
