/** server/search - documents of the local corpus: what a page of ours shows of one, and where that page is. */

/** An indexed document. */
export interface CorpusDocument {
  /** 16 hex digits; nothing about the file can be told from it. */
  readonly docId: string;
  readonly title: string;
  /** What `text` is written in. A document that was HTML is kept as Markdown. */
  readonly format: 'markdown' | 'text';
  readonly text: string;
  /** Where it came from, for display only: its folder's label and its path in it. */
  readonly path: string;
}

const CORPUS_PATH = '/v1/corpus/';

/** Where a document can be read, at one of its headings if `slug` names one. */
export const corpusUrl = (docId: string, slug = ''): string => `${CORPUS_PATH}${docId}${slug && `#${encodeURIComponent(slug)}`}`;

/** Whether an address is that of a corpus document. */
export const isCorpusUrl = (url: string): boolean => url.startsWith(CORPUS_PATH);

/** The document that an address of ours leads to. */
export const corpusDocId = (url: string): string => url.slice(CORPUS_PATH.length).replace(/#.*/s, '');
