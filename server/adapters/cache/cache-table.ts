/** server/adapters/cache - the cache on disk: one table, bounded in time and size. Synchronous; for the worker only. */
import {mkdirSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {Statements} from '../sqlite/statements.ts';

/** Rises with every change of what is kept: a file of another version is emptied. */
const VERSION = 2;
/** Small caches, and no waiting for the disk: what a crash loses was only remembered. */
const settings = `
  PRAGMA busy_timeout = 100;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -1000;
  PRAGMA journal_size_limit = 4000000;
`;
/** The index has the sizes, too: they are added up with each value that comes, and reading them out of the rows would read the values before them. */
const schema = `
  DROP TABLE IF EXISTS entries;
  CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, size INTEGER NOT NULL, stored_at INTEGER NOT NULL) STRICT;
  CREATE INDEX entries_by_age ON entries (stored_at, size);
  PRAGMA user_version = ${VERSION};
`;
/** A value may take this share of the whole. */
const LARGEST = 0.25;

/** How {@link CacheTable} is bounded. */
export interface CacheBounds {
  /** How long a value lives, in milliseconds; a shorter one than before shortens the lives of what is there. */
  readonly ttlMs: number;
  /** Bytes of values at most; the oldest make room. */
  readonly maxBytes: number;
}

/** The table. Every method throws SQLite's errors. */
export class CacheTable {
  readonly #database: DatabaseSync;
  readonly #bounds: CacheBounds;
  readonly #statements: Statements;

  /** Removes a cache, which must not be open here. */
  static remove(file: string): void {
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, {force: true});
  }

  /** Opens the file, or makes it. */
  constructor(file: string, bounds: CacheBounds) {
    this.#bounds = bounds;
    mkdirSync(dirname(file), {recursive: true});
    this.#database = new DatabaseSync(file);
    this.#statements = new Statements(this.#database);
    try {
      this.#database.exec(settings);
      if (Number(this.#statements.get('PRAGMA user_version')?.['user_version']) !== VERSION) this.#database.exec(schema);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** A value that is young enough, as its JSON. */
  get(key: string, now = Date.now()): string | undefined {
    const value = this.#statements.get('SELECT value FROM entries WHERE key = ? AND stored_at > ? AND stored_at <= ?', key, now - this.#bounds.ttlMs, now)?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  /** Keeps a value, and drops what is too old or too much. One that is too large by itself is not kept. */
  put(key: string, value: string, now = Date.now()): void {
    const {ttlMs, maxBytes} = this.#bounds;
    const size = Buffer.byteLength(value);
    this.#statements.prepare('DELETE FROM entries WHERE key = ? OR stored_at <= ? OR stored_at > ?').run(key, now - ttlMs, now);
    if (size > maxBytes * LARGEST) return;
    const oldest = this.#statements.prepare('DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY stored_at LIMIT 8)');
    while (this.bytes() + size > maxBytes) oldest.run();
    this.#statements.prepare('INSERT INTO entries (key, value, size, stored_at) VALUES (?, ?, ?, ?)').run(key, value, size, now);
  }

  /** Bytes of all values. */
  bytes(): number {
    return Number(this.#statements.get('SELECT total(size) AS bytes FROM entries')?.['bytes'] ?? 0);
  }

  /** Lets go of the file. */
  close(): void {
    this.#database.close();
  }
}
