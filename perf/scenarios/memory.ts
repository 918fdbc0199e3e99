/**
 * perf/scenarios - memory and CPU of the server while ten readers each follow an answer at 50 tokens a second: idle, over the package's own corpus, and over
 * a web whose pages the extraction worker reads meanwhile: fresh processes in turn, medians (of three, or one with `--short`). What a further session takes is
 * measured by `relay`. MiB of resident set, read from `/proc`.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {askMany} from '../support/ask-many.ts';
import {median, round} from '../support/percentiles.ts';
import {cpuSecondsOf, rssMbOf} from '../support/process-figures.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {questions} from '../support/seed-corpus.ts';
import {startModel} from '../support/start-model.ts';
import {type Ours, startOurs} from '../support/start-ours.ts';
import {settingsForWeb, startWeb} from '../support/start-web.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'memory',
  asks: 'What do ten readers at 50 tokens a second cost in memory and CPU, over the corpus and over the web?',
  run: measureMemory,
};

/** Left out where `/proc` does not tell. */
interface Used {
  /** Two seconds after the index is built. */
  readonly idleRssMb?: number;
  readonly peakRssMb?: number;
  /** Those of all rounds. */
  readonly peaksMb?: readonly number[];
  /** Share of one core while they stream. */
  readonly cpuPercent?: number;
  /** Sessions that ended well; in the round in which the fewest did. */
  readonly done: number;
}

const SESSIONS = 10;
/** A server that has just built its index is not idle yet. In milliseconds. */
const SETTLE_MS = 2_000;

async function measureMemory({short, number}: RunOptions): Promise<{readonly corpus: Used; readonly web: Used}> {
  const tokens = short ? 250 : 750;
  await using model = await startModel({tokens});
  await using web = await startWeb({searchMs: 100, pageMs: 100, pageBytes: 100_000});
  const overCorpus = async () => {
    await using server = await startOurs({modelUrl: model.said.url, settings: {CORPUS: ''}});
    return await useTen(server, questions);
  };
  const overWeb = async () => {
    await using server = await startOurs({modelUrl: model.said.url, settings: settingsForWeb(web.said)});
    return await useTen(server, ['What makes the tides of harbour m# rise?']);
  };
  const rounds: {readonly corpus: Used; readonly web: Used}[] = [];
  for (let round = 0; round < number('rounds', short ? 1 : 3); round++) rounds.push({corpus: await overCorpus(), web: await overWeb()});
  return {corpus: middle(rounds.map(({corpus}) => corpus)), web: middle(rounds.map((one) => one.web))};
}

function middle(all: readonly Used[]): Used {
  const of = (figure: (used: Used) => number | undefined) => all.map(figure).filter((value) => value !== undefined);
  const [idle, peak, cpu] = [of((used) => used.idleRssMb), of((used) => used.peakRssMb), of((used) => used.cpuPercent)];
  return {
    ...(idle.length > 0 && {idleRssMb: median(idle), peakRssMb: median(peak), peaksMb: peak}),
    ...(cpu.length > 0 && {cpuPercent: median(cpu)}),
    done: Math.min(...all.map(({done}) => done)),
  };
}

async function useTen({said: {url}, pid}: Ours, asked: readonly string[]): Promise<Used> {
  await sleep(SETTLE_MS);
  const [idle, before, startedAt] = [rssMbOf(pid), cpuSecondsOf(pid), performance.now()];
  let peak = 0;
  const watching = setInterval(() => (peak = Math.max(peak, rssMbOf(pid) ?? 0)), 50);
  const all = await askMany({url, questions: asked, count: SESSIONS, perSecond: 0});
  clearInterval(watching);
  const [after, ms] = [cpuSecondsOf(pid), performance.now() - startedAt];
  return {
    ...(idle !== undefined && {idleRssMb: round(idle), peakRssMb: round(peak)}),
    ...(before !== undefined && after !== undefined && {cpuPercent: round(((after - before) * 1e5) / ms)}),
    done: all.filter(({outcome}) => outcome === 'done').length,
  };
}
