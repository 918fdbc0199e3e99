/**
 * perf/scenarios - what the element costs a page while answers stream in, beside what a page could use instead: streaming-markdown,
 * incremark, streamdown in React, and marked with DOMPurify over the whole text again. Fresh browsers, in turn; medians, less what feeding alone costs.
 * `--short` leaves out the slowest two and giant blocks; `--only=burst,end` measures those parts alone.
 */
import {footnotedAnswer, mixedAnswer, oneFence, oneList, oneTable} from '../browser/answer-texts.ts';
import {beside, type Cost, costOf, type Costs, perSecond, ratio, type Run, runInTurn, together} from '../browser/compare-techniques.ts';
import type {PageCost} from '../browser/run-page.ts';
import {buildClient} from '../../scripts/build-client.ts';
import {median, type Percentiles, round} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'browser',
  asks: 'What does the element cost a page while answers stream in, beside other ways to draw them?',
  limitMinutes: 20,
  run: measureBrowser,
};

const LENGTH = 100_000;
/** What is there already when the end of an answer is measured. */
const BEFORE = 91_000;
/** How fast deltas come that no server has joined, in tokens a second. */
const UNBATCHED = 2_000;

async function measureBrowser({short, number, option}: RunOptions) {
  const rounds = number('rounds', short ? 1 : 3);
  const many = number('rounds', short ? 1 : 5); // what differs more from run to run
  const most = number('rounds', short ? 1 : 9); // what is the difference of two such
  const text = mixedAnswer(LENGTH);
  const end: Run = {text, before: BEFORE, realtimeMs: short ? 2_000 : 4_000};
  const parts = {
    burst: () => burst(text, {rounds, many, short}),
    burstSlow: () => longTasks({text, slowdown: 4}, rounds),
    unbatched: () => unbatched(mixedAnswer(25_000), most),
    end: () => beside(end, rounds),
    slow: () => frames({...end, slowdown: 4}, rounds),
    three: () => frames({...end, slowdown: 4, answers: 3}, many),
  };
  const giant = {
    endFollowed: () => beside({...end, follows: true}, many),
    endSlow: () => beside({...end, slowdown: 4}, rounds),
    endFollowedSlow: () => beside({...end, follows: true, slowdown: 4}, rounds),
    fence: () => beside({text: oneFence(60_000)}, rounds),
    list: () => besideBoth({text: oneList(1_000)}, rounds),
    table: () => besideBoth({text: oneTable(500)}, rounds),
    footnotes: () => besideStreamdown({text: footnotedAnswer(LENGTH)}),
  };
  const only = option('only')?.split(',');
  await buildClient();
  const measured: Record<string, object> = {};
  for (const [name, measure] of Object.entries({...parts, ...(!short && giant)})) if (only?.includes(name) ?? true) measured[name] = await measure();
  return measured;
}

/** Answers as fast as frames come, of three lengths. */
async function burst(text: string, {rounds, many, short}: {readonly rounds: number; readonly many: number; readonly short: boolean}): Promise<object> {
  const [kb5, kb25] = [await small(mixedAnswer(5_000), rounds), await small(mixedAnswer(25_000), rounds)];
  const costs = await runInTurn(['element', 'nothing', 'streaming-markdown', 'incremark'], {text}, many);
  const [element, streamingMarkdown, incremark] = [costOf(costs, 'element', 'nothing'), costOf(costs, 'streaming-markdown', 'nothing'), costOf(costs, 'incremark', 'nothing')];
  const scriptPerFrameMs = await scriptPerFrame({text, traced: true}, many);
  const result = {
    kb5,
    kb25,
    kb100: {element, streamingMarkdown, incremark},
    overStreamingMarkdown: ratio(element.taskMs, streamingMarkdown.taskMs),
    overIncremark: ratio(element.taskMs, incremark.taskMs),
    scriptOverIncremark: ratio(element.scriptMs, incremark.scriptMs),
    scriptOverStreamingMarkdown: ratio(element.scriptMs, streamingMarkdown.scriptMs),
    scriptExponent: Math.max(exponent(kb5.scriptMs, kb25.scriptMs, 5), exponent(kb25.scriptMs, element.scriptMs, 4)),
    taskExponent: Math.max(exponent(kb5.taskMs, kb25.taskMs, 5), exponent(kb25.taskMs, element.taskMs, 4)),
    scriptPerFrameMs,
    heapKeptMb: round(median(costs.element.map(({heapBytes}) => heapBytes)) / 1e6),
  };
  if (short) return result;

  const slow = await runInTurn(['element', 'nothing', 'streamdown', 'marked-dompurify'], {text}, Math.min(rounds, 2));
  const again = costOf(slow, 'element', 'nothing');
  const [streamdown, markedDompurify] = [costOf(slow, 'streamdown', 'nothing'), costOf(slow, 'marked-dompurify', 'nothing')];
  return {
    ...result,
    kb100: {...result.kb100, streamdown, markedDompurify},
    overStreamdown: ratio(again.taskMs, streamdown.taskMs),
    overMarkedDompurify: ratio(again.taskMs, markedDompurify.taskMs),
    scriptOverStreamdown: ratio(again.scriptMs, streamdown.scriptMs),
    scriptOverMarkedDompurify: ratio(again.scriptMs, markedDompurify.scriptMs),
  };
}

/** Of the run in the middle, by its p95. */
async function scriptPerFrame(run: Run, rounds: number): Promise<Percentiles | undefined> {
  const {element} = await runInTurn(['element'], run, rounds);
  const byP95 = element.flatMap(({scriptPerFrameMs}) => scriptPerFrameMs ?? []).toSorted((one, other) => one.p95 - other.p95);
  return byP95[Math.floor(byP95.length / 2)];
}

const small = async (text: string, rounds: number): Promise<Cost> => costOf(await runInTurn(['element', 'nothing'], {text}, rounds), 'element', 'nothing');

/** Every delta an event of its own, beside the same text in a burst: in turn, so that both meet the same machine. */
async function unbatched(text: string, rounds: number): Promise<object> {
  const [bursts, runs]: [Costs<'element' | 'nothing'>[], Costs<'element' | 'stream-alone'>[]] = [[], []];
  for (let index = 0; index < rounds; index++) {
    bursts.push(await runInTurn(['element', 'nothing'], {text}, 1));
    runs.push(await runInTurn(['element', 'stream-alone'], {text, unbatched: UNBATCHED}, 1));
  }
  const [joined, apart] = [costOf(together(bursts), 'element', 'nothing'), costOf(together(runs), 'element', 'stream-alone')];
  return {burst: joined, apart, overBurst: ratio(apart.taskMs, joined.taskMs), scriptOverBurst: ratio(apart.scriptMs, joined.scriptMs)};
}

/** The element beside streaming-markdown, and beside streamdown, once: that takes long. */
async function besideBoth(run: Run, rounds: number): Promise<object> {
  const costs = {...(await runInTurn(['element', 'nothing', 'streaming-markdown'], run, rounds)), ...(await runInTurn(['streamdown'], run, 1))};
  const [element, streamingMarkdown, streamdown] = [costOf(costs, 'element', 'nothing'), costOf(costs, 'streaming-markdown', 'nothing'), costOf(costs, 'streamdown', 'nothing')];
  return {element, streamingMarkdown, over: ratio(element.taskMs, streamingMarkdown.taskMs), streamdown, overStreamdown: ratio(element.taskMs, streamdown.taskMs)};
}

async function besideStreamdown(run: Run): Promise<{readonly element: Cost; readonly streamdown: Cost; readonly overStreamdown: number}> {
  const costs = await runInTurn(['element', 'nothing', 'streamdown'], run, 1);
  const [element, streamdown] = [costOf(costs, 'element', 'nothing'), costOf(costs, 'streamdown', 'nothing')];
  return {element, streamdown, overStreamdown: ratio(element.taskMs, streamdown.taskMs)};
}

/** Frames a second and long tasks, beside those of an empty page that is fed the same. */
async function frames(run: Run, rounds: number): Promise<object> {
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

/** All tasks over 50 ms, also in the first half second. */
async function longTasks(run: Run, rounds: number): Promise<object> {
  const {element} = await runInTurn(['element'], run, rounds);
  return {longTasks: median(element.map(({longTasks: count}) => count)), longestTaskMs: round(median(element.map(({longestTaskMs}) => longestTaskMs)))};
}

/** By which power time grows when the text becomes so many times longer: 1 is linear. */
const exponent = (smaller: number, larger: number, times: number): number => Math.round((Math.log(larger / smaller) / Math.log(times)) * 100) / 100;
