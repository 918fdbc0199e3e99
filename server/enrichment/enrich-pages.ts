/**
 * server/enrichment - stage 3 of 5: reads the pages that were found and makes them numbered evidence.
 * Hears `hits-ready`. Says `enrichment-start`, `page-extract`, `page-error`, `enrichment-progress`, `enrichment-end`. Hands on `evidence-ready`.
 */
import {asyncScheduler, catchError, concat, concatMap, defer, from, map, mergeMap, type Observable, of, take, throwError, throwIfEmpty, timeout} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {EvidenceSource, HitsReady, RankedHit} from '../pipeline/handoff.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import {toReaderError, UpstreamError} from '../pipeline/upstream-error.ts';
import {cutPassages} from './cut-passages.ts';
import {fromSnippet, helps, numberSources, type ReadHit} from './number-sources.ts';
import type {PageReader, PageText} from './page-reader.ts';
import {toTerms} from './score-passages.ts';
import {countShared} from './words.ts';

/** Options for {@link enrichPages}. */
export interface EnrichPagesOptions {
  /** Pages that are read at once. @defaultValue 4 */
  readonly concurrency?: number;
  /** Longest time for one page, in milliseconds. @defaultValue 8_000 */
  readonly pageTimeoutMs?: number;
  /** Longest time for all pages; those that are not read by then have failed. In milliseconds. @defaultValue 12_000 */
  readonly batchTimeoutMs?: number;
  /** Pages that are read; of the hits beyond them only the snippets are used. @defaultValue 8 */
  readonly maxPages?: number;
  /** Hits beyond `maxPages` whose snippets may become sources. @defaultValue 4 */
  readonly maxSnippets?: number;
  /** Text that the models are given, in tokens. @defaultValue 6_000 */
  readonly tokenBudget?: number;
}

/** What became of a page. */
type Outcome = ReadOutcome | FailedOutcome;

interface ReadOutcome {
  readonly kind: 'read';
  readonly hit: RankedHit;
  readonly read: ReadHit;
  readonly bytes: number;
  readonly ms: number;
}

interface FailedOutcome {
  readonly kind: 'failed';
  readonly hit: RankedHit;
  readonly code: string;
  readonly message: string;
  readonly standIn: ReadHit | undefined;
}

/**
 * Reads the best pages, each through the first reader that it belongs to, and chooses the passages that bear on the question.
 *
 * ```text
 * in:      -h|            h  hits-ready [a, b]
 * page a:   ---(a|)
 * page b:   -#
 * out:     -sf-(aeo|)      s  enrichment-start, f  page-error and progress, a  page-extract and progress,
 *                          e  enrichment-end, o  evidence-ready
 * ```
 *
 * A page that fails or stalls is said as `page-error`, its search snippet stands in for it if it has one, and the others go on, so the stage itself
 * never errors. Sources are numbered once, in the order of the hits; `used` says whether the models are given text of them.
 * @param readers - Where pages come from; `server/main.ts` chooses the adapters.
 */
export function enrichPages(readers: readonly PageReader[], options: EnrichPagesOptions = {}): Stage {
  const {concurrency = 4, pageTimeoutMs = 8_000, batchTimeoutMs = 12_000, maxPages = 8, maxSnippets = 4, tokenBudget = 6_000} = options;

  const readOne = (hit: RankedHit, batchEndsAt: number): Observable<Outcome> =>
    defer(() => {
      const startedAt = asyncScheduler.now();
      const allowedMs = Math.min(pageTimeoutMs, batchEndsAt - startedAt);
      if (allowedMs <= 0) throw tooLate(hit);
      return readThrough(readers, hit).pipe(
        timeout({first: allowedMs, with: () => throwError(() => tooLate(hit))}),
        map((page) => toReadOutcome(hit, page, msSince(startedAt))),
      );
    }).pipe(catchError((error: unknown) => of(toFailedOutcome(hit, error))));

  return onHandoff('hits-ready', (found) =>
    defer(() => {
      const startedAt = asyncScheduler.now();
      const terms = toTerms(found.analysis.terms.length > 0 ? found.analysis.terms : [found.asked.question]);
      const hits = found.hits.slice(0, maxPages);
      const outcomes: Outcome[] = [];

      const reading$ = from(hits).pipe(
        mergeMap((hit) => readOne(hit, startedAt + batchTimeoutMs), concurrency),
        concatMap((outcome) => {
          outcomes.push(outcome);
          return of(toPageEvent(outcome, terms), toProgress(outcomes, hits.length, msSince(startedAt)));
        }),
      );
      const end$ = defer(() => {
        const read = hits.flatMap((hit) => toReadHit(outcomes.find((outcome) => outcome.hit === hit)) ?? []);
        const snippets = found.hits.slice(maxPages).flatMap((hit) => fromSnippet(hit) ?? []);
        const further = snippets.filter((snippet) => helps(snippet, terms)).slice(0, maxSnippets);
        return from(toEnd(found, numberSources({read, further, terms, budget: tokenBudget}), msSince(startedAt)));
      });
      return concat(of<Said>({type: 'enrichment-start', total: hits.length}), reading$, end$);
    }),
  );
}

/** By RxJS's clock, which tests can turn; a clock that was set back does not make it negative. */
const msSince = (startedAt: number): number => Math.max(0, asyncScheduler.now() - startedAt);

/** Reads a page through the first reader that it belongs to. */
function readThrough(readers: readonly PageReader[], hit: RankedHit): Observable<PageText> {
  const reader = readers.find((candidate) => candidate.reads(hit));
  if (!reader) throw nobodyReads(hit);
  return reader.read(hit).pipe(
    take(1),
    throwIfEmpty(() => new UpstreamError(`Cannot read "${hit.url}": got nothing`, {code: 'empty', reason: 'There is no text in the page.', retryable: false})),
  );
}

const nobodyReads = ({url}: RankedHit) =>
  new UpstreamError(`Cannot read "${url}": no reader for it`, {code: 'unsupported-type', reason: "Pages of this kind can't be read.", retryable: false});

const tooLate = ({url}: RankedHit) =>
  new UpstreamError(`Cannot read "${url}": not done in time`, {code: 'timeout', reason: 'The page was not read in time.', retryable: true});

const toReadOutcome = (hit: RankedHit, {title, how, blocks, bytes}: PageText, ms: number): ReadOutcome => ({
  kind: 'read',
  hit,
  read: {hit, title: title || hit.title, how, passages: cutPassages(blocks)},
  bytes,
  ms,
});

const toFailedOutcome = (hit: RankedHit, error: unknown): FailedOutcome => ({kind: 'failed', hit, ...toReaderError(error), standIn: fromSnippet(hit)});

const toReadHit = (outcome: Outcome | undefined): ReadHit | undefined => (outcome?.kind === 'read' ? outcome.read : outcome?.standIn);

function toPageEvent(outcome: Outcome, terms: ReadonlySet<string>): Said {
  const {id, url} = outcome.hit;
  if (outcome.kind === 'failed') {
    const {code, message, standIn} = outcome;
    return {type: 'page-error', id, url, code, message, ...(standIn && {fallback: standIn.how})};
  }
  const {
    read: {title, passages},
    ms,
  } = outcome;
  const words = passages.reduce((sum, passage) => sum + passage.words.length, 0);
  const fitting = passages.filter(({vocabulary}) => countShared(vocabulary, terms) > 0).length;
  return {type: 'page-extract', id, url, title, words, passages: fitting, ms};
}

function toProgress(outcomes: readonly Outcome[], total: number, ms: number): Said {
  const read = outcomes.filter((outcome) => outcome.kind === 'read');
  const bytes = read.reduce((sum, outcome) => sum + outcome.bytes, 0);
  const url = outcomes.at(-1)?.hit.url;
  return {type: 'enrichment-progress', done: read.length, failed: outcomes.length - read.length, total, bytes, ms, ...(url !== undefined && {url})};
}

function toEnd({asked, analysis}: HitsReady, sources: readonly EvidenceSource[], ms: number): readonly PipelineItem[] {
  return [
    {type: 'enrichment-end', sources: sources.map(({passages: _, ...source}) => source), ms},
    {type: 'evidence-ready', asked, evidence: {question: asked.question, analysis, sources}},
  ];
}
