/** server/config - one entry of `CORPUS`: a folder, a file, or a pattern of files. */

/** Where documents are. */
export interface CorpusEntry {
  /** The folder or the file; the folder of a pattern is its part before the first wildcard. */
  readonly path: string;
  /** Which files in it, by their paths in it; undefined means all. */
  readonly glob?: string;
}

const WILDCARD = /[*?[\]{}]/;

/**
 * Splits the setting at its commas, except those within braces: `./notes, docs/*.{md,html}` has two entries.
 *
 * `docs/api/*.md` is the folder `docs/api` with the pattern `*.md`; `*.md` is the folder `.`.
 */
export const corpusEntries = (value: string): readonly CorpusEntry[] =>
  (value.match(/(?:\{[^}]*\}|[^,])+/g) ?? [])
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map(toEntry);

function toEntry(entry: string): CorpusEntry {
  const parts = entry.replaceAll('\\', '/').split('/');
  const first = parts.findIndex((part) => WILDCARD.test(part));
  if (first < 0) return {path: entry};
  const path = parts.slice(0, first).join('/');
  return {path: path || (entry.startsWith('/') ? '/' : '.'), glob: parts.slice(first).join('/')};
}
