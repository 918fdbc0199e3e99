/** server/adapters/corpus - what the index on disk looks like. */

/** Rises with every change of what is kept or how it is read: an index of another version is built anew. */
export const VERSION = 4;

/** Makes the tables; those of another version go. */
export const schema = `
  DROP TABLE IF EXISTS section_terms;
  DROP TABLE IF EXISTS document_terms;
  DROP TABLE IF EXISTS sections;
  DROP TABLE IF EXISTS documents;
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ms INTEGER NOT NULL,
    title TEXT NOT NULL, format TEXT NOT NULL, in_package TEXT, text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX documents_by_path ON documents (label, path);
  CREATE TABLE sections (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE document_terms USING fts5 (
    heading, body, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  PRAGMA user_version = ${VERSION};
`;

/** A section's id is its document's, times this, and its place: those of one document are kept, and read, together. */
export const SECTIONS_PER_DOCUMENT = 65_536;

/** Small caches: the index shares its process with everything else, and the system caches the file. */
export const settings = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -2000;
  PRAGMA journal_size_limit = 4000000;
`;
