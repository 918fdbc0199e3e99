/** server/enrichment - what the stage needs of whatever reads pages. */
import type {Observable} from 'rxjs';
import type {SourceHow} from '../../shared/source.ts';
import type {RankedHit} from '../pipeline/handoff.ts';

/** A block of a page's text, in reading order. All together they are the page as Markdown: see `blocksToMarkdown`. */
export interface TextBlock {
  /**
   * `item` is an item of a list, `row` a row of a table, its cells set apart by ` | `; the first of several rows in a row is the table's head.
   * `code` keeps its line ends; everything else is one line.
   */
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code';
  readonly text: string;
  /** Headings: their level, 1 to 6. Items: how deep the list stands, from 1. Left out where it is not known. */
  readonly level?: number;
  /** Items of a numbered list: their number. */
  readonly ordinal?: number;
}

/** A page's main text, and what it says of itself as far as it does. */
export interface PageText {
  readonly title: string;
  readonly blocks: readonly TextBlock[];
  /** Bytes read, after decompression. */
  readonly bytes: number;
  readonly how: SourceHow;
  readonly author?: string;
  /** When it was published or last changed, the later of the two that are known: an ISO 8601 date (`2026-03-01`) or time. */
  readonly published?: string;
  /** BCP 47 tag of its text, such as `en` or `pt-BR`. */
  readonly language?: string;
  readonly siteName?: string;
  /** Whether a limit (length, elements, pages, time) left out the rest of the page. */
  readonly truncated?: true;
}

/**
 * Something that reads pages: over HTTP, or out of the corpus index.
 * `read` is cold: each subscription is one reading, emits one text and completes, or errors with an `UpstreamError`.
 * Unsubscribing ends it at once.
 */
export interface PageReader {
  /** Whether this hit is its to read. */
  reads(hit: RankedHit): boolean;
  /** @param ref - Of the session that wants it: ties the reading to its trace. */
  read(hit: RankedHit, ref?: string): Observable<PageText>;
}
