/**
 * perf/scenarios - what the element costs a page while answers stream in, beside what a page could use instead: streaming-markdown,
 * streamdown in React, and marked with DOMPurify over the whole text again. Fresh browsers, in turn; medians, less what feeding alone costs.
 * `--short` leaves out the slowest two and giant blocks.
 */
import {mixedAnswer, oneFence, oneList, oneTable} from '../browser/answer-texts.ts';
import type {TechniqueName} from '../browser/bundle-page.ts';
import {type PageCost, type PageRun, runPage} from '../browser/run-page.ts';
import {buildClient} from '../../scripts/build-client.ts';
import {median, round} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'browser',
  asks: 'What does the element cost a page while answers stream in, beside other ways to draw them?',
  limitMinutes: 9,
  run: measureBrowser,
};

/** What one technique took, on the main thread, in milliseconds, less what feeding alone took. */
interface Cost {
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly layoutMs: number;
  readonly styleMs: number;
  readonly longestTaskMs: number;
  readonly framesPerSecond: number;
}

/** The element beside streaming-markdown. */
interface Beside {
  readonly element: Cost;
  readonly streamingMarkdown: Cost;
  /** The element's main-thread time over the peer's. */
  readonly over: number;
}

type Run = Omit<PageRun, 'technique'>;
type Costs<Name extends TechniqueName> = Readonly<Record<Name, readonly PageCost[]>>;

const LENGTH = 100_000;
/** What is there already when the end of an answer is measured. */
const BEFORE = 91_000;

async function measureBrowser({short, number}: RunOptions) {
  const rounds = number('rounds', short ? 1 : 3);
  const realtimeMs = short ? 2_000 : 4_000;
  const text = mixedAnswer(LENGTH);
  const end: Run = {text, before: BEFORE, realtimeMs};
  await buildClient();

  const [kb5, kb25] = [await burst(mixedAnswer(5_000), rounds), await burst(mixedAnswer(25_000), rounds)];
  const kb100 = await runInTurn(['element', 'nothing', 'streaming-markdown'], {text}, rounds);
  const element = costOf(kb100, 'element');
  const streamingMarkdown = costOf(kb100, 'streaming-markdown');
  const burstResult = {
    kb5,
    kb25,
    kb100: {element, streamingMarkdown},
    overStreamingMarkdown: ratio(element.taskMs, streamingMarkdown.taskMs),
    scriptExponent: Math.max(exponent(kb5.scriptMs, kb25.scriptMs, 5), exponent(kb25.scriptMs, element.scriptMs, 4)),
    taskExponent: Math.max(exponent(kb5.taskMs, kb25.taskMs, 5), exponent(kb25.taskMs, element.taskMs, 4)),
  };
  const result = {
    burst: burstResult,
    heapKeptMb: round(median(kb100.element.map(({heapBytes}) => heapBytes)) / 1e6),
    end: await beside(end, rounds),
    slow: await frames({...end, slowdown: 4}, rounds),
    three: await frames({...end, slowdown: 4, answers: 3}, short ? 1 : 5),
  };
  if (short) return result;

  const slow = await runInTurn(['element', 'nothing', 'streamdown', 'marked-dompurify'], {text}, 2);
  const again = costOf(slow, 'element');
  const [streamdown, markedDompurify] = [costOf(slow, 'streamdown'), costOf(slow, 'marked-dompurify')];
  return {
    ...result,
    burst: {
      ...burstResult,
      kb100: {element, streamingMarkdown, streamdown, markedDompurify},
      overStreamdown: ratio(again.taskMs, streamdown.taskMs),
      overMarkedDompurify: ratio(again.taskMs, markedDompurify.taskMs),
    },
    endFollowed: await beside({...end, follows: true}, rounds),
    fence: await beside({text: oneFence(60_000)}, rounds),
    list: await beside({text: oneList(1_000)}, rounds),
    table: await beside({text: oneTable(500)}, rounds),
  };
}

const burst = async (text: string, rounds: number): Promise<Cost> => costOf(await runInTurn(['element', 'nothing'], {text}, rounds), 'element');

async function beside(run: Run, rounds: number): Promise<Beside> {
  const costs = await runInTurn(['element', 'nothing', 'streaming-markdown'], run, rounds);
  const [element, streamingMarkdown] = [costOf(costs, 'element'), costOf(costs, 'streaming-markdown')];
  return {element, streamingMarkdown, over: ratio(element.taskMs, streamingMarkdown.taskMs)};
}

/** Frames a second and long tasks, beside those of an empty page that is fed the same. */
async function frames(run: Run, rounds: number) {
  const {element, nothing} = await runInTurn(['element', 'nothing'], run, rounds);
  const rate = (costs: readonly PageCost[]) => round(median(costs.map(perSecond)));
  const late = (costs: readonly PageCost[]) => median(costs.map(({lateLongTasks}) => lateLongTasks));
  const framesPerSecond = rate(element);
  const emptyPageFramesPerSecond = rate(nothing);
  return {
    framesPerSecond,
    emptyPageFramesPerSecond,
    ofEmptyPage: ratio(framesPerSecond, emptyPageFramesPerSecond),
    longTasksBeyondEmptyPage: Math.max(0, late(element) - late(nothing)),
    longestTaskMs: round(median(element.map(({longestTaskMs}) => longestTaskMs))),
  };
}

/** Each technique once, then each again, so that a busy moment of the machine falls on all. */
async function runInTurn<Name extends TechniqueName>(techniques: readonly Name[], run: Run, rounds: number): Promise<Costs<Name>> {
  const costs = Object.fromEntries(techniques.map((name) => [name, [] as PageCost[]])) as Record<Name, PageCost[]>;
  for (let index = 0; index < rounds; index++) for (const technique of techniques) costs[technique].push(await runPage({technique, ...run}));
  return costs;
}

function costOf<Name extends TechniqueName>(costs: Costs<Name | 'nothing'>, name: Name): Cost {
  const net = (key: 'taskMs' | 'scriptMs' | 'layoutMs' | 'styleMs') => round(median(costs[name].map((cost) => cost[key])) - median(costs.nothing.map((cost) => cost[key])));
  return {
    taskMs: net('taskMs'),
    scriptMs: net('scriptMs'),
    layoutMs: net('layoutMs'),
    styleMs: net('styleMs'),
    longestTaskMs: round(median(costs[name].map(({longestTaskMs}) => longestTaskMs))),
    framesPerSecond: round(median(costs[name].map(perSecond))),
  };
}

const perSecond = ({frames: count, ms}: PageCost): number => (count * 1_000) / ms;

const ratio = (value: number, other: number): number => Math.round((value / other) * 1_000) / 1_000;

/** By which power time grows when the text becomes so many times longer: 1 is linear. */
const exponent = (small: number, large: number, times: number): number => Math.round((Math.log(large / small) / Math.log(times)) * 100) / 100;
