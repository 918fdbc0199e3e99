/** server/config - which files are documents, by their names. */

/** Markdown, HTML, text and PDF. */
export const DOCUMENT_NAME = /\.(?:md|markdown|html?|txt|pdf)$/i;
