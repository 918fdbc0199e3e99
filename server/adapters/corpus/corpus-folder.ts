/** server/adapters/corpus - where documents come from. */

/** A folder of documents, with all folders in it. */
export interface CorpusFolder {
  readonly path: string;
  /**
   * `all`: Markdown, HTML, text and PDF files, except those of packages in a `node_modules` below.
   * `markdown`: Markdown files only, those of all packages below included.
   */
  readonly include: 'all' | 'markdown';
  /** What readers see instead of the folder's path. Documents keep their address as long as label and path in it stay. */
  readonly label: string;
  /** Only files whose path in the folder, with `/`, fits this pattern, such as `guide/**`. @defaultValue all of them */
  readonly glob?: string;
  /** Only the file of this name, which is in the folder itself. @defaultValue all of them */
  readonly only?: string;
  /** Whether changes are looked for once it is indexed. @defaultValue true */
  readonly watched?: boolean;
}
