/** shared - a page that a search found, as the reader sees it. */
import * as v from 'valibot';

/** One found page. The same page has the same `id` in every event of a session. */
export const SearchHit = v.object({
  /** Stable id of the page within the session. */
  id: v.string(),
  /** Canonical address; a corpus document's is a path of this server, `/v1/corpus/…`. */
  url: v.string(),
  title: v.string(),
  /** The matching passage, plain text. */
  snippet: v.string(),
  /** Place among its query's hits, from 1. */
  rank: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When it was published or changed, in the provider's words. */
  age: v.exactOptional(v.string()),
  siteName: v.exactOptional(v.string()),
});
export type SearchHit = v.InferOutput<typeof SearchHit>;
