/**
 * perf/support - what our search is measured against: FTS5 `porter unicode61`, a document a row, all of it in one column, bm25 over any of a
 * question's distinct terms without the small words.
 */
import {DatabaseSync} from 'node:sqlite';
import {keyTerms} from '../../server/analysis/key-terms.ts';
import {settings} from '../../server/adapters/corpus/corpus-schema.ts';
import {quoted} from '../../server/adapters/corpus/match-expression.ts';

/** The baseline over some documents. */
export interface BaselineIndex {
  /** Paths, best first. */
  search(question: string, count: number): string[];
  close(): void;
}

/** Indexes documents in a file of its own, with the caches that ours has. */
export function baselineIndex(file: string, documents: Iterable<{readonly path: string; readonly text: string}>): BaselineIndex {
  const database = new DatabaseSync(file);
  database.exec(`${settings}
    CREATE TABLE documents (id INTEGER PRIMARY KEY, path TEXT); CREATE VIRTUAL TABLE terms USING fts5 (text, content = '', tokenize = 'porter unicode61'); BEGIN`);
  const add = database.prepare('INSERT INTO documents (path) VALUES (?)');
  const index = database.prepare('INSERT INTO terms (rowid, text) VALUES (?, ?)');
  for (const {path, text} of documents) index.run(add.run(path).lastInsertRowid, text);
  database.exec('COMMIT');
  const find = database.prepare('SELECT path FROM terms JOIN documents ON documents.id = terms.rowid WHERE terms MATCH ? ORDER BY rank LIMIT ?');
  return {
    search: (question, count) => {
      const expression = [...new Set(keyTerms(question, 'en').map((term) => term.toLowerCase()))].flatMap((term) => quoted(term) ?? []).join(' OR ');
      return expression === '' ? [] : find.all(expression, count).map((row) => String(row['path']));
    },
    close: () => database.close(),
  };
}
