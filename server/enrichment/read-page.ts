/** server/enrichment - reads one page through whoever it belongs to, and says what became of it: never an error. */
import {asyncScheduler, catchError, concatMap, defer, map, type Observable, of, take, throwError, throwIfEmpty, timeout} from 'rxjs';
import type {RankedHit} from '../pipeline/handoff.ts';
import {toReaderError, type UpstreamCode, UpstreamError} from '../pipeline/upstream-error.ts';
import {cuttingPassages} from './cut-passages.ts';
import {aboutPage} from './describe-source.ts';
import {detach} from './detach.ts';
import {inTurns} from './in-turns.ts';
import type {ReadHit} from './number-sources.ts';
import type {PageReader, PageText} from './page-reader.ts';

/** What became of a page. */
export type PageOutcome = ReadOutcome | FailedOutcome | SkippedOutcome;

export interface ReadOutcome {
  readonly kind: 'read';
  readonly hit: RankedHit;
  readonly read: ReadHit;
  /** Some of its text was left out: it was longer than is kept, or than the reader reads. */
  readonly isCut: boolean;
  readonly bytes: number;
  readonly ms: number;
}

export interface FailedOutcome {
  readonly kind: 'failed';
  readonly hit: RankedHit;
  readonly code: UpstreamCode;
  /** For the reader. */
  readonly message: string;
}

/** It was still being read when nothing more was to be written. */
export interface SkippedOutcome {
  readonly kind: 'skipped';
  readonly hit: RankedHit;
}

/** How {@link readPage} reads. */
export interface ReadPageOptions {
  /** The first that a page belongs to reads it. */
  readonly readers: readonly PageReader[];
  readonly terms: ReadonlySet<string>;
  /** When the page must be read at the latest, by RxJS's clock. */
  readonly endsAt: number;
  /** Longest time for it, in milliseconds. */
  readonly timeoutMs: number;
  /** Text that is kept of it, in UTF-16 units. */
  readonly maxLength: number;
  /** Of the session that wants it. */
  readonly ref: string;
}

/** Emits one outcome and completes. */
export const readPage = (hit: RankedHit, {readers, terms, endsAt, timeoutMs, maxLength, ref}: ReadPageOptions): Observable<PageOutcome> =>
  defer(() => {
    const startedAt = asyncScheduler.now();
    const allowedMs = Math.min(timeoutMs, endsAt - startedAt);
    if (allowedMs <= 0) throw tooLate(hit);
    return readThrough(readers, hit, ref).pipe(
      timeout({first: allowedMs, with: () => throwError(() => tooLate(hit))}),
      concatMap((page) =>
        inTurns(() => cuttingPassages(page.blocks, terms, maxLength)).pipe(
          map(({passages, isCut}): PageOutcome => {
            const read = {hit, title: detach(page.title) || hit.title, how: page.how, about: aboutPage(hit, page), passages};
            return {kind: 'read', hit, read, isCut: isCut || page.truncated === true, bytes: page.bytes, ms: Math.max(0, asyncScheduler.now() - startedAt)};
          }),
        ),
      ),
    );
  }).pipe(catchError((error: unknown) => of<PageOutcome>({kind: 'failed', hit, ...toReaderError(error)})));

function readThrough(readers: readonly PageReader[], hit: RankedHit, ref: string): Observable<PageText> {
  const reader = readers.find((candidate) => candidate.reads(hit));
  if (!reader) throw nobodyReads(hit);
  return reader.read(hit, ref).pipe(
    take(1),
    throwIfEmpty(() => new UpstreamError(`Cannot read "${hit.url}": got nothing`, {code: 'empty', reason: 'There is no text in the page.', retryable: false})),
  );
}

const nobodyReads = ({url}: RankedHit) =>
  new UpstreamError(`Cannot read "${url}": no reader for it`, {code: 'unsupported-type', reason: "Pages of this kind can't be read.", retryable: false});

const tooLate = ({url}: RankedHit) =>
  new UpstreamError(`Cannot read "${url}": not done in time`, {code: 'timeout', reason: 'The page was not read in time.', retryable: true});
