/** server/extraction - the browser's `Document`, by name: Readability's types take it, linkedom makes it, and nobody here looks into it. */
interface Document {
  readonly nodeType: number;
}
