/** server/http - what the corpus route needs: indexed documents by id. */

/** A document as it was indexed. */
export interface CorpusDocument {
  readonly docId: string;
  readonly title: string;
  readonly format: 'markdown' | 'html' | 'text';
  readonly text: string;
  /** Where it stands within its folder; for display only. */
  readonly path: string;
}

/** The corpus, as far as readers may see it. */
export interface CorpusDocuments {
  /** The document of an id; undefined when there is none. */
  document(docId: string): Promise<CorpusDocument | undefined>;
}
