/**
 * perf/scenarios - 100,000 documents: how long indexing takes, what else is held up by it, and how soon questions are answered meanwhile and after.
 * `PERF_DOCUMENTS=10000` measures fewer.
 */
import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Corpus, openCorpus} from '../../server/adapters/corpus/corpus.ts';
import {type SeededWords, writeManyDocuments} from '../support/many-documents.ts';
import {type Percentiles, percentiles, round} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'large-corpus',
  asks: 'How does the search over 100,000 documents do?',
  onlyByName: true,
  limitMinutes: 20,
  run: measureLargeCorpus,
};

/** Times in milliseconds unless they say otherwise. The index is made by the corpus' worker, in this process. */
export interface LargeCorpusResult {
  readonly documents: number;
  readonly indexMinutes: number;
  readonly documentsPerSecond: number;
  /** How late this process' main loop was while the worker indexed. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  readonly queryWhileIndexing: Percentiles;
  readonly query: Percentiles;
  /** Questions of common words only. */
  readonly commonQuery: Percentiles;
  /** Until a file that was written is found. */
  readonly changeMs: number;
  readonly nothingChangedMs: number;
  readonly peakRssMb: number;
  readonly indexMb: number;
}

const QUESTIONS = 200;

/** Writes the documents, indexes them, asks. */
async function measureLargeCorpus(): Promise<LargeCorpusResult> {
  const count = Number(process.env['PERF_DOCUMENTS'] ?? 100_000);
  const root = mkdtempSync(join(tmpdir(), 'large-corpus-'));
  const words = writeManyDocuments(join(root, 'documents'), count);
  const corpus = openCorpus({folders: [{path: join(root, 'documents'), include: 'all', label: 'documents'}], dataDir: join(root, 'data'), watch: true});
  const loop = monitorEventLoopDelay({resolution: 1});
  let peakRssMb = 0;
  const watchMemory = setInterval(() => (peakRssMb = Math.max(peakRssMb, process.memoryUsage.rss() / 1_048_576)), 200);

  loop.enable();
  const indexed = new AbortController();
  const indexing = corpus.refresh().finally(() => indexed.abort());
  const meanwhile: number[] = [];
  for (let question = 0; !indexed.signal.aborted; question++) {
    meanwhile.push(await timeQuestion(corpus, mixedQuestion(words, question, count)));
    await sleep(100);
  }
  const {documents, ms} = await indexing;
  loop.disable();

  const query: number[] = [];
  const commonQuery: number[] = [];
  for (let question = 0; question < QUESTIONS; question++) {
    query.push(await timeQuestion(corpus, mixedQuestion(words, question, count)));
    commonQuery.push(await timeQuestion(corpus, [words.common(question % 20), words.common(20 + (question % 30)), words.common(60 + question)].join(' ')));
  }
  const changeMs = await timeChange(corpus, join(root, 'documents', 'part-0', 'new.md'));
  const {ms: nothingChangedMs} = await corpus.refresh();
  clearInterval(watchMemory);
  await corpus.close();
  const indexMb = round(statSync(join(root, 'data', 'corpus.sqlite')).size / 1_048_576);
  rmSync(root, {recursive: true});
  return {
    documents,
    indexMinutes: Math.round(ms / 600) / 100,
    documentsPerSecond: Math.round(documents / (ms / 1_000)),
    loopDelayP99Ms: round(loop.percentile(99) / 1e6),
    loopDelayMaxMs: round(loop.max / 1e6),
    queryWhileIndexing: percentiles(meanwhile),
    query: percentiles(query),
    commonQuery: percentiles(commonQuery),
    changeMs: Math.round(changeMs),
    nothingChangedMs: Math.round(nothingChangedMs),
    peakRssMb: Math.round(peakRssMb),
    indexMb,
  };
}

/** Some words of a document: rare and common ones, as questions have them. */
const mixedQuestion = ({common, own}: SeededWords, question: number, count: number): string =>
  [common(question % 40), common(200 + ((question * 37) % 2_000)), common(5_000 + ((question * 91) % 20_000)), ...(question % 2 === 0 ? [own((question * 7_919) % count)] : [])].join(' ');

async function timeQuestion(corpus: Corpus, text: string): Promise<number> {
  const startedAt = performance.now();
  await corpus.search({text, language: 'en', count: 10});
  return performance.now() - startedAt;
}

async function timeChange(corpus: Corpus, file: string): Promise<number> {
  const startedAt = performance.now();
  writeFileSync(file, '# News\n\nA word that nobody knew: qwertyuiop.\n');
  while ((await corpus.search({text: 'qwertyuiop', count: 1})).length === 0) await sleep(20);
  return performance.now() - startedAt;
}
