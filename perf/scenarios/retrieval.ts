/**
 * perf/scenarios - how well the corpus search ranks, beside plain FTS5, over the Markdown of the installed packages: nDCG@10 of questions
 * whose answering documents are known. The ranking's weights were chosen on one half of the questions; the other half tells what they are worth.
 */
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {CorpusIndex} from '../../server/adapters/corpus/corpus-index.ts';
import {refreshIndex} from '../../server/adapters/corpus/refresh-index.ts';
import {searchIndex} from '../../server/adapters/corpus/search-index.ts';
import {walkFolder} from '../../server/adapters/corpus/walk-folder.ts';
import {baselineIndex} from '../support/baseline-index.ts';
import {percentiles, round, type Percentiles} from '../support/percentiles.ts';
import {inPackage, type RetrievalQuestion, writeRetrievalCorpus} from '../support/retrieval-questions.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'retrieval',
  asks: 'How well does the corpus search rank, beside plain FTS5?',
  onlyByName: true,
  run: measureRetrieval,
};

/** One half of the questions. nDCG from 0 to 1; times in milliseconds a question. */
export interface RetrievalHalf {
  readonly questions: number;
  readonly baseline: number;
  readonly ours: number;
  /** How much higher ours is, in percent. */
  readonly gainPercent: number;
  readonly gainPercentDescriptions: number;
  readonly gainPercentHeadings: number;
}

export interface RetrievalResult {
  readonly documents: number;
  readonly tuned: RetrievalHalf;
  readonly heldOut: RetrievalHalf;
  readonly baselineTime: Percentiles;
  readonly oursTime: Percentiles;
  /** How many times the baseline's time ours takes, over all questions. */
  readonly timeRatio: number;
}

const TOP = 10;
/** The baseline knows nothing of packages that are installed twice: it gets as many places as it takes to leave the copies out. */
const WITH_COPIES = 50;
/** Questions asked before the clock runs, so that code is compiled. */
const WARM = 40;

/** Asks every question of both. */
async function measureRetrieval(): Promise<RetrievalResult> {
  const root = mkdtempSync(join(tmpdir(), 'retrieval-'));
  const folder = {path: join(root, 'node_modules'), include: 'markdown', label: 'packages'} as const;
  const questions = writeRetrievalCorpus(join(import.meta.dirname, '../../node_modules'), folder.path);
  const index = CorpusIndex.open(join(root, 'corpus.sqlite'));
  const {documents} = await refreshIndex(index, [folder], {signal: new AbortController().signal, log: () => undefined});
  const baseline = baselineIndex(join(root, 'baseline.sqlite'), [...walkFolder(folder)].map(({file, path}) => ({path, text: readFileSync(file, 'utf8')})));

  const ways = {
    baseline: (text: string) => unique(baseline.search(text, WITH_COPIES).map(inPackage)),
    ours: (text: string) => searchIndex(index, {text, language: 'en', count: TOP}).map(({path}) => inPackage(path.replace(/^packages\//, 'node_modules/'))),
  };
  for (const question of questions.slice(0, WARM)) Object.values(ways).forEach((way) => ask(way, question));
  const asked = questions.map((question) => ({...question, baseline: ask(ways.baseline, question), ours: ask(ways.ours, question)}));
  index.close();
  baseline.close();
  rmSync(root, {recursive: true});

  const half = (name: RetrievalQuestion['half']): RetrievalHalf => {
    const all = asked.filter((question) => question.half === name);
    const mean = (way: 'baseline' | 'ours', of = all) => of.reduce((sum, question) => sum + question[way].ndcg, 0) / of.length;
    const gain = (of = all) => round(100 * (mean('ours', of) / mean('baseline', of) - 1));
    return {
      questions: all.length,
      baseline: toThree(mean('baseline')),
      ours: toThree(mean('ours')),
      gainPercent: gain(),
      gainPercentDescriptions: gain(all.filter(({kind}) => kind === 'description')),
      gainPercentHeadings: gain(all.filter(({kind}) => kind === 'heading')),
    };
  };
  const times = (way: 'baseline' | 'ours') => asked.map((question) => question[way].ms);
  const total = (way: 'baseline' | 'ours') => times(way).reduce((sum, ms) => sum + ms, 0);
  return {
    documents,
    tuned: half('tuned'),
    heldOut: half('held-out'),
    baselineTime: percentiles(times('baseline')),
    oursTime: percentiles(times('ours')),
    timeRatio: round(total('ours') / total('baseline')),
  };
}

/** There is one answer to each question, so the ideal ranking's gain is 1. */
function ask(way: (text: string) => readonly string[], {text, answer}: RetrievalQuestion): {readonly ndcg: number; readonly ms: number} {
  const startedAt = performance.now();
  const found = way(text);
  const ms = performance.now() - startedAt;
  const place = found.slice(0, TOP).indexOf(answer);
  return {ndcg: place < 0 ? 0 : 1 / Math.log2(place + 2), ms};
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const toThree = (value: number): number => Math.round(value * 1_000) / 1_000;
