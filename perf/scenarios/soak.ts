/**
 * perf/scenarios - an hour's traffic in ten minutes: does anything rise? Questions over a web with pages that are gone and models that are cut off, each read to the
 * end; meanwhile heap, resident set, handles, open files and running sessions are read, and in a Chromium whose page asks on and on: heap, code and objects of it, DOM nodes
 * and listeners. Before that it is warmed up: caches fill, and V8 compiles what was called so many thousand times, among it what is called once for each question. The page
 * asks too seldom for that: it is still being compiled while it is measured, so its objects are judged, not its heap. What
 * is judged is the lower bound of the slope (95 %): above 0 it rises for sure. Rates are per hour of such traffic.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {openAskingPage} from '../support/asking-page.ts';
import {askMany, summarizeAsked} from '../support/ask-many.ts';
import {round2} from '../support/percentiles.ts';
import {openFilesOf, rssMbOf} from '../support/process-figures.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {inStretches, slopeOf} from '../support/slope.ts';
import {startModel} from '../support/start-model.ts';
import {startOurs} from '../support/start-ours.ts';
import {settingsForWeb, startWeb} from '../support/start-web.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'soak',
  asks: 'An hour’s traffic in ten minutes: does memory, or anything else, rise?',
  limitMinutes: 30,
  run: measureSoak,
};

/** Six questions a second for ten minutes: 3,600, one a second for an hour. */
const PER_SECOND = 6;
const PACE = 6;
const EVERY_MS = 500;
/** A page stands still for a heap snapshot: more often, it would ask less. */
const SNAPSHOT_EVERY_MS = 20_000;
const STRETCHES = 20;
/** Shorter runs are warmed up for a third of their time: what rises then says nothing of what was promised, in minutes. */
const LONG_ENOUGH = 5;
/** After so many questions nothing more is compiled: 3,000 calls make code hot (`--invocation-count-for-maglev`). */
const WARM_UP = {count: 4_000, perSecond: 10};
/** After so many questions what a page's engine keeps once is there: V8's table of numbers as strings grows by 64 KB between the 100th and the 300th. */
const PAGE_WARM_UP = 300;
/** Fewer readings say nothing of a slope. */
const FEWEST = 10;
/** Few, so that what is kept on purpose is full before it is measured. */
const KEPT_SESSIONS = 100;

const gauges = {heapMb: ['nodejs_heap_size_used_bytes', 1_048_576], codeMb: ['nodejs_heap_space_size_used_bytes{space="code"}', 1_048_576], handles: ['nodejs_active_handles_total', 1], resources: ['nodejs_active_resources_total', 1], readers: ['llm_window_readers', 1]} as const;

/** `--minutes=10` is the hour, seventeen with what goes before; shorter runs are less sure of what they say. */
async function measureSoak({short, number}: RunOptions): Promise<object> {
  const minutes = number('minutes', short ? 0.5 : 1.5);
  await using web = await startWeb({searchMs: 50, pageMs: 50, gonePercent: 10});
  await using model = await startModel({tokens: 100, tokensPerSecond: 100, cutPercent: 2});
  await using server = await startOurs({modelUrl: model.said.url, settings: {...settingsForWeb(web.said), MAX_ENDED_SESSIONS: String(KEPT_SESSIONS), HISTORY_MAX_MB: '1', CACHE_SIZE: '1', LOG_LEVEL: 'silent'}});
  const {said: {url}, pid} = server;
  const readings: Record<string, [hours: number, value: number][]> = {};
  const startedAt = performance.now();
  const hours = () => ((performance.now() - startedAt) * PACE) / 3_600_000;
  const note = (name: string, value: number | undefined) => {
    if (value !== undefined) (readings[name] ??= []).push([hours(), value]);
  };
  const isOver = {value: false};
  const watch = async () => {
    while (!isOver.value) {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
      for (const [name, [gauge, unit]] of Object.entries(gauges)) note(name, Number(lines.find((line) => line.startsWith(`${gauge} `))?.slice(gauge.length)) / unit);
      note('rssMb', rssMbOf(pid));
      note('openFiles', openFilesOf(pid));
      await sleep(EVERY_MS);
    }
  };
  await using page = await openAskingPage(url, 'What makes the tides of a small harbour rise?');
  let pageWarmAt = Infinity;
  const watchPage = async () => {
    const noteAll = (read: object) => {
      for (const [name, value] of Object.entries(read)) note(name, value as number);
    };
    let snapshotAt = 0;
    while (!isOver.value) {
      noteAll(await page.held());
      if (performance.now() >= snapshotAt) {
        snapshotAt = performance.now() + SNAPSHOT_EVERY_MS;
        if ((await page.asked()) >= PAGE_WARM_UP) pageWarmAt = Math.min(pageWarmAt, hours());
        noteAll(await page.heapParts());
      }
      await sleep(EVERY_MS);
    }
  };
  const watching = Promise.all([watch(), watchPage()]);
  const isTooShort = minutes < LONG_ENOUGH;
  const ask = (load: {readonly count: number; readonly perSecond: number}, name: string) => askMany({url, questions: [`What makes the tides of harbour ${name}# rise?`], ...load});
  await ask(isTooShort ? {count: Math.round(minutes * 20 * PER_SECOND), perSecond: PER_SECOND} : WARM_UP, 'w');
  const warmAt = hours();
  const all = await ask({count: Math.round(minutes * (isTooShort ? 40 : 60) * PER_SECOND), perSecond: PER_SECOND}, 's');
  isOver.value = true;
  await watching;
  const rises: Record<string, object> = {};
  const tooShortToTell: Record<string, object> = {};
  for (const [name, points] of Object.entries(readings)) {
    const judgedFrom = name === 'pageObjectsMb' ? Math.max(warmAt, pageWarmAt) : warmAt;
    const isTold = !isTooShort && points.filter(([at]) => at >= judgedFrom).length >= FEWEST;
    if (isTold) rises[name] = riseOf(points, judgedFrom);
    else tooShortToTell[name] = riseOf(points, warmAt);
  }
  return {minutes, questions: all.length, askedByPage: await page.asked(), asked: summarizeAsked(all), rises, tooShortToTell};
}

/** @param from - What was read before is left out, in hours. */
function riseOf(points: readonly (readonly [number, number])[], from: number): object {
  const stretches = inStretches(points.filter(([at]) => at >= from), STRETCHES);
  const slope = slopeOf(stretches);
  return {
    start: round2(stretches[0]?.[1] ?? 0),
    end: round2(stretches.at(-1)?.[1] ?? 0),
    ...(slope && {perHour: round2(slope.perUnit), lowPerHour: round2(slope.low), highPerHour: round2(slope.high)}),
    curve: points.map(([hours, value]) => [Math.round(hours * 10_000) / 10_000, round2(value)]),
  };
}
