/** client/markdown - the few words that an answer's own controls have. */

export interface MarkdownWords {
  /** Names the list of notes. */
  readonly footnotes: string;
  /** Names a reference to a note. */
  readonly footnote: (n: number) => string;
  /** Names the way back from a note to where it is referred to. */
  readonly footnoteBack: (n: number) => string;
  /** Names an image that has not been loaded, by what its author says it shows, which may be nothing. */
  readonly image: (alt: string) => string;
  /** Asks whether to load an image, and tells where from. */
  readonly loadImage: (host: string) => string;
  /** Names a drawn diagram. */
  readonly diagram: string;
  /** Asks for the source of a diagram. */
  readonly diagramSource: string;
}

/** For those who use the renderer by itself. */
export const englishMarkdownWords: MarkdownWords = {
  footnotes: 'Footnotes',
  footnote: (n) => `Footnote ${n}`,
  footnoteBack: (n) => `Back to footnote ${n} in the text`,
  image: (alt) => (alt === '' ? 'Image' : `Image: ${alt}`),
  loadImage: (host) => `Load from ${host}`,
  diagram: 'Diagram',
  diagramSource: 'Source of the diagram',
};
