/**
 * server/enrichment - stage 3 of 5: reads the pages that were found and makes them numbered evidence.
 * Hears `hits-ready`. Says `enrichment-start`, `page-extract`, `page-error`, `enrichment-progress`, `enrichment-end`, and, of pages that
 * come late, `source-late`, or of those that never came, `page-skip`. Hands on `evidence-ready`.
 */
import {asyncScheduler, concat, connect, defer, from, map, merge, mergeMap, NEVER, type Observable, of, takeUntil} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {EvidenceSource, HitsReady, QuestionAsked} from '../pipeline/handoff.ts';
import {onHandoff} from '../pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../pipeline/stage.ts';
import type {PageReader} from './page-reader.ts';
import {rankPassages, type RankOptions} from './rank-passages.ts';
import {type PageOutcome, readPage} from './read-page.ts';
import {Reading, type ReadingLimits} from './reading.ts';
import {whenEnough} from './when-enough.ts';

/** Options for {@link enrichPages}. */
export interface EnrichPagesOptions extends Partial<RankOptions>, Partial<ReadingLimits> {
  /** Pages that are read at once. @defaultValue 4 */
  readonly concurrency?: number;
  /** Longest time for one page, in milliseconds. @defaultValue 8_000 */
  readonly pageTimeoutMs?: number;
  /** Longest time for all pages; those that are not read by then have failed. In milliseconds. @defaultValue 12_000 */
  readonly batchTimeoutMs?: number;
  /** Pages that come within this time are always waited for, in milliseconds. @defaultValue 500 */
  readonly settleMs?: number;
  /** How long an answer waits for pages if there is anything to answer from, in milliseconds; twice as long when only `instantModels` answer. @defaultValue 2_500 */
  readonly softDeadlineMs?: number;
  /** Models whose whole answer is there at once: beginning early saves their readers little, and no page can come while they write. @defaultValue none */
  readonly instantModels?: readonly string[];
  /** Read sources that are enough to answer before the soft deadline, if their text fills the budget. @defaultValue 3 */
  readonly enoughSources?: number;
  /** Pages that are read; of the hits beyond them only the snippets are used. @defaultValue 8 */
  readonly maxPages?: number;
  /** Hits beyond `maxPages` whose snippets may become sources. @defaultValue 4 */
  readonly maxSnippets?: number;
  /** Text that the models are given, in tokens. @defaultValue 6_000 */
  readonly tokenBudget?: number;
  /** Text that is kept of all pages until passages are chosen, in UTF-16 units; each page has an equal share. @defaultValue 2_000_000 */
  readonly maxTextLength?: number;
  /** Longest wait for the ranker, in milliseconds. @defaultValue 300 */
  readonly rankTimeoutMs?: number;
  /** Passages at most that the ranker is given. @defaultValue 64 */
  readonly rankedPassages?: number;
}

/** How many times as long an answer that is there at once waits for its pages. */
const PATIENCE = 2;

/**
 * Reads the best pages, each through the first reader that it belongs to, and chooses the passages that bear on the question.
 *
 * ```text
 * in:      -h|               h  hits-ready [a, b]
 * page a:   ---(a|)
 * page b:   -#
 * out:     -sf-(aeo|)        s  enrichment-start, f  page-error and progress, a  page-extract and progress,
 *                            e  enrichment-end, o  evidence-ready
 * page c:   ---------(c|)    after the soft deadline:
 * out:     -s-a---(eo)(cl|)  l  source-late
 * ```
 *
 * A page that fails or stalls is said as `page-error`, its search snippet stands in for it if it has one, and the others go on, so the stage itself
 * never errors. Sources are numbered once, in the order of the hits, when there is evidence enough ({@link whenEnough}); `used` says whether
 * the models are given text of them. Pages that come later join with higher numbers, not used, unless their snippets are sources already; reading
 * ends when `asked.answered$` emits.
 * @param readers - Where pages come from; `server/main.ts` chooses the adapters.
 * @see docs/decisions/0014-early-answers.md
 */
export function enrichPages(readers: readonly PageReader[], options: EnrichPagesOptions = {}): Stage {
  const {concurrency = 4, pageTimeoutMs = 8_000, batchTimeoutMs = 12_000, settleMs = 500, softDeadlineMs = 2_500, maxTextLength = 2_000_000} = options;
  const {maxPages = 8, maxSnippets = 4, tokenBudget = 6_000, enoughSources = 3, instantModels = []} = options;
  const {ranker, rankTimeoutMs = 300, rankedPassages = 64} = options;
  const ranking = {...(ranker && {ranker}), rankTimeoutMs, rankedPassages};

  const gather = (found: HitsReady, reading: Reading): Observable<PipelineItem> =>
    defer(() => {
      const {asked, analysis} = found;
      const material = reading.gather();
      const question = {question: asked.question, language: analysis.language, terms: reading.terms};
      return rankPassages([...material.read, ...material.further], question, ranking).pipe(
        mergeMap(({scores, degraded}) => [...(degraded ? [rankerFailed] : []), ...toEnd(found, reading.number(material, scores), reading.ms)]),
      );
    });

  const isInstant = ({models}: QuestionAsked) => models.every((model) => instantModels.includes(model));

  return onHandoff('hits-ready', (found) =>
    defer(() => {
      const waitMs = isInstant(found.asked) ? PATIENCE * softDeadlineMs : softDeadlineMs;
      const reading = new Reading(found, {maxPages, maxSnippets, tokenBudget, enoughSources});
      const {hits, terms} = reading;
      const reads = {readers, terms, ref: found.asked.ref, endsAt: asyncScheduler.now() + batchTimeoutMs, timeoutMs: pageTimeoutMs, maxLength: Math.floor(maxTextLength / Math.max(1, hits.length))};
      const outcome$ = from(hits).pipe(
        mergeMap((hit) => readPage(hit, reads), concurrency),
        takeUntil(found.asked.answered$ ?? NEVER),
      );
      const said$ = concat(outcome$, defer(() => reading.pending.map((hit): PageOutcome => ({kind: 'skipped', hit})))).pipe(map((outcome) => reading.take(outcome)));
      const reading$ = said$.pipe(
        connect((shared$) => {
          const isPlenty = () => reading.isPlenty();
          const isSomething = () => reading.isSomething();
          const evidence$ = whenEnough(shared$, {settleMs, softDeadlineMs: waitMs, isPlenty, isSomething}).pipe(mergeMap(() => gather(found, reading)));
          const late$ = defer(() => concat(reading.takeLate(), shared$.pipe(mergeMap(() => reading.takeLate()))));
          return merge(shared$.pipe(mergeMap((said) => said)), concat(evidence$, late$));
        }),
      );
      return concat(of<Said>({type: 'enrichment-start', total: hits.length}), reading$);
    }),
  );
}

const rankerFailed: Said = {type: 'session-warning', code: 'ranker-failed', message: 'The passages were chosen by their words alone: the ranking model did not answer in time.'};

function toEnd({asked, analysis, gap}: HitsReady, sources: readonly EvidenceSource[], ms: number): readonly PipelineItem[] {
  return [
    {type: 'enrichment-end', sources: sources.map(({passages: _, ...source}) => source), ms},
    {type: 'evidence-ready', asked, evidence: {question: asked.question, analysis, sources, ...(gap && {gap})}},
  ];
}
