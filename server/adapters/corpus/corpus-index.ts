/** server/adapters/corpus - the index on disk: documents, their sections, and an FTS5 table over the documents. Synchronous; for the worker only. */
import {mkdirSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {DatabaseSync, type SQLOutputValue} from 'node:sqlite';
import type {CorpusDocument} from '../../search/corpus-document.ts';
import {inTransaction} from '../sqlite/in-transaction.ts';
import {isCorrupt} from '../sqlite/sqlite-errors.ts';
import {Statements} from '../sqlite/statements.ts';
import {schema, SECTIONS_PER_DOCUMENT, settings, VERSION} from './corpus-schema.ts';
import {indexable} from './indexable.ts';
import type {ReadDocument} from './read-document.ts';
import type {Section} from './sections.ts';

/** Which version of a file the index holds. */
export interface IndexedFile {
  readonly id: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A document as it goes into the index. */
export interface NewDocument extends ReadDocument {
  readonly docId: string;
  readonly label: string;
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A document that may be a hit. */
export interface Candidate extends Pick<CorpusDocument, 'docId' | 'title' | 'path'> {
  readonly id: number;
  /** See {@link ReadDocument}. */
  readonly inPackage: string | undefined;
  /** BM25: higher is better, from above 0; 0 where it was not ranked. */
  readonly score: number;
}

/** How long readers and the first opening wait for another process, in milliseconds. */
const BUSY_MS = 5_000;
/** What is put together at once: a few milliseconds' work. */
const TIDY_PAGES = 100;

/** The index. Every method throws SQLite's errors; see {@link isCorrupt}. */
export class CorpusIndex {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;

  /** Opens the index, or makes a new one where there is none or one that can't be used. */
  static open(file: string): CorpusIndex {
    mkdirSync(dirname(file), {recursive: true});
    try {
      return new CorpusIndex(file);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      CorpusIndex.remove(file);
      return new CorpusIndex(file);
    }
  }

  /** Removes an index, which must not be open here. */
  static remove(file: string): void {
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, {force: true});
  }

  private constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#statements = new Statements(this.#database);
    try {
      this.#database.exec(settings);
      this.#prepareSchema();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepareSchema(): void {
    const isCurrent = () => number(this.#statements.get('PRAGMA user_version')?.['user_version']) === VERSION;
    if (isCurrent()) return;
    this.#database.exec('BEGIN IMMEDIATE');
    if (!isCurrent()) this.#database.exec(schema);
    this.#database.exec('COMMIT');
  }

  /** Runs `change` as one: see {@link inTransaction}. */
  transaction<Result>(change: () => Promise<Result> | Result): Promise<Result> {
    return inTransaction(this.#database, BUSY_MS, change);
  }

  /** Another one after each change, whoever made it. */
  version(): string {
    return `${number(this.#statements.get('PRAGMA data_version')?.['data_version'])}.${this.#changes()}`;
  }

  /** How many documents there are. */
  count(): number {
    return number(this.#statements.get('SELECT count(*) AS documents FROM documents')?.['documents']);
  }

  /** About how many there are, at least 1: takes no time however many. */
  size(): number {
    return Math.max(1, number(this.#statements.get('SELECT max(id) AS id FROM documents')?.['id']));
  }

  /** The ids of all documents. */
  ids(): number[] {
    return this.#statements.all('SELECT id FROM documents').map((row) => number(row['id']));
  }

  /** The ids of the document at a path of a folder, and of those below it; all of the folder's where the path is empty. */
  idsUnder(label: string, path: string): number[] {
    if (path === '') return this.#statements.all('SELECT id FROM documents WHERE label = ?', label).map((row) => number(row['id']));
    // `0` is the sign after `/`.
    return this.#statements
      .all('SELECT id FROM documents WHERE label = ? AND (path = ? OR (path >= ? AND path < ?))', label, path, `${path}/`, `${path}0`)
      .map((row) => number(row['id']));
  }

  /** What the index holds of a file. */
  file(docId: string): IndexedFile | undefined {
    const row = this.#statements.get('SELECT id, size, mtime_ms FROM documents WHERE doc_id = ?', docId);
    return row && {id: number(row['id']), size: number(row['size']), mtimeMs: number(row['mtime_ms'])};
  }

  /** Adds a document, or replaces it. Within a transaction. Returns its id. */
  put({docId, label, path, size, mtimeMs, title, format, inPackage, text, sections}: NewDocument): number {
    const row = this.#statements.get(
      `INSERT INTO documents (doc_id, label, path, size, mtime_ms, title, format, in_package, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (doc_id) DO UPDATE SET size = excluded.size, mtime_ms = excluded.mtime_ms, title = excluded.title, format = excluded.format,
         in_package = excluded.in_package, text = excluded.text
       RETURNING id`,
      ...[docId, label, path, size, mtimeMs, title, format, inPackage ?? null, text],
    );
    const id = number(row?.['id']);
    this.#removeTerms(id);
    const headings = indexable([title, ...new Set(sections.map(({heading}) => heading))].join('\n'));
    this.#run('INSERT INTO document_terms (rowid, heading, body) VALUES (?, ?, ?)', id, headings, sections.map(({body}) => indexable(body)).join('\n'));
    const [first] = sectionIds(id);
    sections.slice(0, SECTIONS_PER_DOCUMENT).forEach(({slug, heading, body}, place) => {
      this.#run('INSERT INTO sections (id, slug, heading, body) VALUES (?, ?, ?, ?)', first + place, slug, heading, body);
    });
    return id;
  }

  /** Removes a document. Within a transaction. */
  remove(id: number): void {
    this.#removeTerms(id);
    this.#run('DELETE FROM documents WHERE id = ?', id);
  }

  #removeTerms(document: number): void {
    this.#run('DELETE FROM document_terms WHERE rowid = ?', document);
    this.#run('DELETE FROM sections WHERE id BETWEEN ? AND ?', ...sectionIds(document));
  }

  /** Puts parts of the word index together that were written one after another, some pages of them: searches read fewer then. Returns whether more is left. */
  tidy(begin: boolean): boolean {
    const before = this.#changes();
    this.#run("INSERT INTO document_terms (document_terms, rank) VALUES ('merge', ?)", begin ? -TIDY_PAGES : TIDY_PAGES);
    // Asking itself counts as one.
    return this.#changes() - before > 1;
  }

  /** In how many documents something stands: an FTS5 expression. Counts no further than `most`. */
  documentsWith(expression: string, most: number): number {
    const row = this.#statements.get('SELECT count(*) AS documents FROM (SELECT 1 FROM document_terms WHERE document_terms MATCH ? LIMIT ?)', expression, most);
    return number(row?.['documents']);
  }

  /** The documents that fit an FTS5 expression, best first. */
  best(expression: string, limit: number): Candidate[] {
    return this.#candidates('-rank', 'ORDER BY rank', expression, limit);
  }

  /** Some documents that fit an FTS5 expression, in no order that means anything: however many fit, it takes no longer. */
  any(expression: string, limit: number): Candidate[] {
    return this.#candidates('0', '', expression, limit);
  }

  #candidates(score: string, order: string, expression: string, limit: number): Candidate[] {
    return this.#statements
      .all(
        `SELECT id, doc_id, title, label, path, in_package, ${score} AS score FROM document_terms JOIN documents ON id = document_terms.rowid
         WHERE document_terms MATCH ? ${order} LIMIT ?`,
        ...[expression, limit],
      )
      .map((row) => ({
        id: number(row['id']),
        docId: text(row['doc_id']),
        title: text(row['title']),
        path: displayPath(row),
        inPackage: text(row['in_package']) || undefined,
        score: number(row['score']),
      }));
  }

  /** The sections of a document, in its order. */
  sections(document: number): Section[] {
    return this.#statements
      .all('SELECT slug, heading, body FROM sections WHERE id BETWEEN ? AND ?', ...sectionIds(document))
      .map((row) => ({slug: text(row['slug']), heading: text(row['heading']), body: text(row['body'])}));
  }

  /** A document, to be shown or read. */
  document(docId: string): CorpusDocument | undefined {
    const row = this.#statements.get('SELECT doc_id, title, format, text, label, path FROM documents WHERE doc_id = ?', docId);
    if (!row) return undefined;
    return {docId, title: text(row['title']), format: row['format'] === 'text' ? 'text' : 'markdown', text: text(row['text']), path: displayPath(row)};
  }

  /** Lets go of the file. */
  close(): void {
    this.#database.close();
  }

  /** Rows that were changed here since the index was opened. */
  #changes(): number {
    return number(this.#statements.get('SELECT total_changes() AS changes')?.['changes']);
  }

  /** Returns how many rows changed, FTS5's own included. */
  #run(sql: string, ...parameters: readonly (string | number)[]): number {
    const statement = this.#statements.prepare(sql);
    statement.setReadBigInts(true); // FTS5 leaves ids that no number can hold
    return Number(statement.run(...parameters).changes);
  }
}

/** The first and the last id that a document's sections may have. */
const sectionIds = (document: number): readonly [number, number] => [document * SECTIONS_PER_DOCUMENT, (document + 1) * SECTIONS_PER_DOCUMENT - 1];

const number = (value: SQLOutputValue | undefined): number => Number(value ?? 0);
const text = (value: SQLOutputValue | undefined): string => (typeof value === 'string' ? value : '');
const displayPath = (row: Record<string, SQLOutputValue>): string => `${text(row['label'])}/${text(row['path'])}`;
