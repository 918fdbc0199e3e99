/** server/enrichment - what the stage needs of whatever reads pages. */
import type {Observable} from 'rxjs';
import type {SourceHow} from '../../shared/source.ts';
import type {RankedHit} from '../pipeline/handoff.ts';

/** A block of a page's text, in reading order. */
export interface TextBlock {
  /** `code` keeps its line ends; everything else is one line. */
  readonly kind: 'heading' | 'paragraph' | 'code';
  readonly text: string;
}

/** A page's main text. */
export interface PageText {
  readonly title: string;
  readonly blocks: readonly TextBlock[];
  /** Bytes read, after decompression. */
  readonly bytes: number;
  readonly how: SourceHow;
}

/**
 * Something that reads pages: over HTTP, or out of the corpus index.
 * `read` is cold: each subscription is one reading, emits one text and completes, or errors with an `UpstreamError`.
 * Unsubscribing ends it at once.
 */
export interface PageReader {
  /** Whether this hit is its to read. */
  reads(hit: RankedHit): boolean;
  read(hit: RankedHit): Observable<PageText>;
}
