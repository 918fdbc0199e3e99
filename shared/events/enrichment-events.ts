/** shared - events of the enrichment stage: from found pages to numbered sources. */
import * as v from 'valibot';
import {Source, SourceHow} from '../source.ts';
import {Count, event, Milliseconds} from './event.ts';

/** Pages are being read. */
export const EnrichmentStartEvent = event('enrichment-start', {
  /** How many pages will be read. */
  total: Count,
});
export type EnrichmentStartEvent = v.InferOutput<typeof EnrichmentStartEvent>;

/** How far the batch is. Said each time a page is done or has failed. */
export const EnrichmentProgressEvent = event('enrichment-progress', {
  /** Pages read. */
  done: Count,
  failed: Count,
  total: Count,
  /** Bytes read so far, after decompression. */
  bytes: Count,
  /** Since the batch began. */
  ms: Milliseconds,
  /** The page this is about. */
  url: v.exactOptional(v.string()),
});
export type EnrichmentProgressEvent = v.InferOutput<typeof EnrichmentProgressEvent>;

/** A page was read and its text taken out. */
export const PageExtractEvent = event('page-extract', {
  /** The hit's id. */
  id: v.string(),
  url: v.string(),
  title: v.string(),
  words: Count,
  /** Passages chosen for the question. */
  passages: Count,
  ms: Milliseconds,
});
export type PageExtractEvent = v.InferOutput<typeof PageExtractEvent>;

/** A page could not be read; the others go on. */
export const PageErrorEvent = event('page-error', {
  /** The hit's id. */
  id: v.string(),
  url: v.string(),
  code: v.string(),
  /** What happened, in words for a reader. */
  message: v.string(),
  /** What stands in for it: `snippet` when the search snippet does. */
  fallback: v.exactOptional(SourceHow),
});
export type PageErrorEvent = v.InferOutput<typeof PageErrorEvent>;

/** A page was not waited for: it was still being read when nothing more was to be written. It has not failed, and counts as neither read nor failed. */
export const PageSkipEvent = event('page-skip', {
  /** The hit's id. */
  id: v.string(),
  url: v.string(),
});
export type PageSkipEvent = v.InferOutput<typeof PageSkipEvent>;

/** There is evidence enough to answer from: every source so far with its number. Pages that are still being read may follow as `source-late`. */
export const EnrichmentEndEvent = event('enrichment-end', {sources: v.array(Source), ms: Milliseconds});
export type EnrichmentEndEvent = v.InferOutput<typeof EnrichmentEndEvent>;

/** A page that was read after the answer had begun joins the sources: with a higher number, not used. */
export const SourceLateEvent = event('source-late', {source: Source});
export type SourceLateEvent = v.InferOutput<typeof SourceLateEvent>;
