/** server/adapters/sqlite - statements of one database, each prepared once. */
import type {DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync} from 'node:sqlite';

/** Keeps what is prepared, by its text: texts are few, and written in the code. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }

  /** The first row. */
  get(sql: string, ...parameters: readonly SQLInputValue[]): Record<string, SQLOutputValue> | undefined {
    return this.prepare(sql).get(...parameters);
  }

  /** All rows. */
  all(sql: string, ...parameters: readonly SQLInputValue[]): Record<string, SQLOutputValue>[] {
    return this.prepare(sql).all(...parameters);
  }
}
