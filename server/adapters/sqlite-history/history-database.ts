/** server/adapters - the file in which sessions are kept: its tables, and the few statements on them. */
import {chmodSync, closeSync, openSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';

/** One session's row. `ended` is in milliseconds since 1970, null while it runs; `events` are gone once it has expired. */
export interface SessionRow {
  readonly key: string;
  readonly share: string;
  readonly ended: number | null;
  readonly bytes: number;
  readonly feedback: string;
  readonly expired: number;
}

/** Events of one session from `first` on, as a JSON list. */
export interface EventsRow {
  readonly key: string;
  readonly first: number;
  readonly events: string;
}

const schema = `
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -512;
CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, share TEXT NOT NULL UNIQUE, started INTEGER NOT NULL, ended INTEGER,
  bytes INTEGER NOT NULL DEFAULT 0, feedback TEXT NOT NULL DEFAULT '[]', expired INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expired, ended);
CREATE TABLE IF NOT EXISTS events (key TEXT NOT NULL, first INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (key, first)) WITHOUT ROWID;
PRAGMA user_version = 1;
`;

/** How many expired sessions are remembered, to tell 410 from 404. */
const REMEMBERED_EXPIRED = 10_000;

/** The open file. Every call is short and synchronous. */
export class HistoryDatabase {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;

  /**
   * @param path - Made for its owner alone when it is not there.
   * @param shared - Whether other processes may have it open, too. @defaultValue false
   * @throws Error - When it is no database or another server has it.
   */
  constructor(path: string, shared = false) {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    this.#database = new DatabaseSync(path, {timeout: shared ? 1_000 : 0});
    if (!shared) this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#database.exec(schema);
    this.#statements = prepare(this.#database);
  }

  add(key: string, share: string, started: number): void {
    this.#statements.add.run(key, share, started);
  }

  append({key, first, events}: EventsRow): void {
    this.#statements.append.run(key, first, events);
  }

  /** A session has ended: from now on it counts by its size, and may expire. */
  end(key: string, ended: number): void {
    this.#statements.end.run(ended, key, key);
  }

  find(name: string): SessionRow | undefined {
    return this.#statements.find.get(name, name) as SessionRow | undefined;
  }

  /** The session whose key begins so. */
  findByRef(ref: string): SessionRow | undefined {
    return this.#statements.findByRef.get(ref, `${ref}g`) as SessionRow | undefined;
  }

  /** All its events, in order. */
  events(key: string): readonly EventsRow[] {
    return this.#statements.events.all(key) as unknown as readonly EventsRow[];
  }

  setFeedback(key: string, feedback: string): void {
    this.#statements.feedback.run(feedback, key);
  }

  /** Sessions that were running when the last server ended have ended now. */
  endRunning(now: number): void {
    this.#statements.endRunning.run(now);
  }

  /** Drops the events of sessions that ended before, and of the oldest until all fit. */
  expire(endedBefore: number, maxBytes: number): void {
    for (const {key} of this.#statements.due.all(endedBefore) as unknown as readonly SessionRow[]) this.drop(key);
    let {bytes} = this.#statements.size.get() as {bytes: number};
    if (bytes > maxBytes) {
      for (const row of this.#statements.oldest.all() as unknown as readonly SessionRow[]) {
        if (bytes <= maxBytes) break;
        this.drop(row.key);
        bytes -= row.bytes;
      }
    }
    this.#statements.forget.run(REMEMBERED_EXPIRED);
    this.#database.exec('PRAGMA incremental_vacuum(256)');
  }

  /** Drops the events of a session, which has expired then. */
  drop(key: string): void {
    this.#statements.drop.run(key);
    this.#statements.expire.run(key);
  }

  /** Does all of it or none. */
  transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      // It may not have begun, or SQLite itself has taken it back, as it does when the disk is full.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}

const prepare = (database: DatabaseSync) => ({
  add: database.prepare('INSERT OR IGNORE INTO sessions (key, share, started) VALUES (?, ?, ?)'),
  append: database.prepare('INSERT OR REPLACE INTO events (key, first, events) VALUES (?, ?, ?)'),
  end: database.prepare('UPDATE sessions SET ended = ?, bytes = (SELECT coalesce(sum(octet_length(events)), 0) FROM events WHERE key = ?) WHERE key = ?'),
  find: database.prepare('SELECT key, share, ended, bytes, feedback, expired FROM sessions WHERE key = ? OR share = ?'),
  findByRef: database.prepare('SELECT key, share, ended, bytes, feedback, expired FROM sessions WHERE key >= ? AND key < ? LIMIT 1'),
  events: database.prepare('SELECT key, first, events FROM events WHERE key = ? ORDER BY first'),
  feedback: database.prepare('UPDATE sessions SET feedback = ? WHERE key = ?'),
  endRunning: database.prepare('UPDATE sessions SET ended = ?, bytes = (SELECT coalesce(sum(octet_length(events)), 0) FROM events WHERE events.key = sessions.key) WHERE ended IS NULL'),
  due: database.prepare('SELECT key FROM sessions WHERE expired = 0 AND ended < ?'),
  size: database.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM sessions WHERE expired = 0'),
  oldest: database.prepare('SELECT key, bytes FROM sessions WHERE expired = 0 AND ended IS NOT NULL ORDER BY ended LIMIT 1000'),
  drop: database.prepare('DELETE FROM events WHERE key = ?'),
  expire: database.prepare("UPDATE sessions SET expired = 1, bytes = 0, feedback = '[]' WHERE key = ?"),
  forget: database.prepare('DELETE FROM sessions WHERE expired = 1 AND key NOT IN (SELECT key FROM sessions WHERE expired = 1 ORDER BY ended DESC LIMIT ?)'),
});
