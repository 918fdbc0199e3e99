/**
 * perf/scenarios - pages to text: how good, how fast, how calm the main thread stays, what hostile pages do.
 * Quality and speed need pages that are not in this repository (`--data=<folder>`, by default `../shared/data/extraction`: `html/<id>.html.gz`,
 * `ground-truth.json.gz`, `evaluate.mjs`); speed also needs jsdom (`npm install --prefix perf/peers`). What is missing is said and left out.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {decodeText} from '../../server/extraction/decode-text.ts';
import {PageExtractor} from '../../server/extraction/page-extractor.ts';
import {charsetCases} from '../../test/support/charset-cases.ts';
import {hostilePages} from '../../test/support/hostile-pages.ts';
import {type DevelopmentPage, loadDevelopmentPages} from '../support/development-pages.ts';
import {loadJsdomReader, plainReadability} from '../support/plain-readability.ts';
import {percentiles, round} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'extract',
  asks: 'Pages to text: how good, how fast, how calm does the main thread stay, what do hostile pages do?',
  run: measureExtract,
};

/** Pages that are read at once for the delay of the main thread. */
const atOnce = 20;
/** Pages of the race against jsdom, and how often it is run. */
const racePages = 60;
const rounds = 3;

/** Runs all parts, one after the other. */
async function measureExtract({option}: RunOptions): Promise<object> {
  const extractor = new PageExtractor();
  try {
    await read(extractor, '<p>Warm up.</p>');
    const data = await loadDevelopmentPages(option('data') ?? '../shared/data/extraction');
    return {
      charset: measureCharsets(),
      hostile: await measureHostile(extractor),
      ...(data ? {quality: await measureQuality(extractor, data), ...(await measureSpeed(extractor, data.pages)), mainThread: await measureMainThread(extractor, data.pages)} : {}),
    };
  } finally {
    await extractor.close();
  }
}

async function read(extractor: PageExtractor, html: string, url = 'https://a.example/'): Promise<string> {
  const {blocks} = await extractor.read({url, bytes: new TextEncoder().encode(html), contentType: 'text/html', type: 'html'});
  return blocks.map(({text}) => text).join('\n');
}

function measureCharsets(): object {
  const cases = charsetCases();
  return {right: cases.filter(({bytes, contentType, text}) => decodeText(bytes, contentType).includes(text)).length, cases: cases.length};
}

async function measureHostile(extractor: PageExtractor): Promise<object> {
  const ms: Record<string, number> = {};
  let failed = 0;
  for (const {name, html, hasText} of hostilePages()) {
    const bytes = new TextEncoder().encode(html);
    const startedAt = performance.now();
    const text = await extractor.read({url: 'https://a.example/', bytes, contentType: 'text/html', type: 'html'}).then(
      ({blocks}) => blocks.map((block) => block.text).join('\n'),
      (error: unknown) => (error instanceof Error && 'code' in error && error.code === 'empty' ? '' : String(error)),
    );
    ms[name] = round(performance.now() - startedAt);
    if (hasText ? text.includes('the needle') : text === '') continue;
    failed += 1;
    console.log(`  ${name}: got "${text.slice(0, 60)}"`);
  }
  return {pages: Object.keys(ms).length, failed, slowestMs: Math.max(...Object.values(ms)), ms};
}

async function measureQuality(extractor: PageExtractor, {pages, f1}: NonNullable<Awaited<ReturnType<typeof loadDevelopmentPages>>>): Promise<object> {
  const scores = new Map<string, {ours: number; plain: number; pages: number}>();
  for (const {html, url, pageType, mainContent} of pages) {
    const ours = f1(mainContent, await read(extractor, html, url).catch(() => ''));
    const plain = f1(mainContent, plainReadability(html));
    for (const type of [pageType, 'all']) {
      const sum = scores.get(type) ?? {ours: 0, plain: 0, pages: 0};
      scores.set(type, {ours: sum.ours + ours, plain: sum.plain + plain, pages: sum.pages + 1});
    }
  }
  const rows = [...scores].sort(([one], [other]) => one.localeCompare(other, 'en')).map(([type, {ours, plain, pages: count}]) => ({type, pages: count, ours: to3(ours / count), plain: to3(plain / count), gain: to3((ours - plain) / count)}));
  return {
    pages: pages.length,
    gain: rows.find(({type}) => type === 'all')?.gain,
    worstTypeGain: Math.min(...rows.map(({gain}) => gain)),
    byType: Object.fromEntries(rows.map(({type, ...row}) => [type, row])),
  };
}

async function measureSpeed(extractor: PageExtractor, all: readonly DevelopmentPage[]): Promise<object> {
  const withJsdom = loadJsdomReader();
  if (!withJsdom) return {};
  const step = Math.max(1, Math.floor(all.length / racePages));
  const pages = all.filter((_, index) => index % step === 0).slice(0, racePages);
  const [ratios, cpuRatios, ours, theirs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    // All at once, as an answer's pages come; the worker takes one after the other.
    const our = await timed(() => Promise.all(pages.map(({html, url}) => read(extractor, html, url).catch(() => ''))));
    const their = await timed(() => {
      for (const {html} of pages) withJsdom(html);
    });
    if (round === 0) continue; // both get warm
    ratios.push(their.ms / our.ms);
    cpuRatios.push(their.cpuMs / our.cpuMs);
    ours.push(pages.length / (our.ms / 1_000));
    theirs.push(pages.length / (their.ms / 1_000));
  }
  const middle = (values: readonly number[]) => percentiles(values).p50;
  return {speed: {pages: pages.length, pagesPerSecond: middle(ours), jsdomPagesPerSecond: middle(theirs), ratio: middle(ratios), cpuRatio: middle(cpuRatios)}};
}

/** By the clock, and by the CPU time of all threads: on a busy machine only the second says much. */
async function timed(act: () => unknown): Promise<{readonly ms: number; readonly cpuMs: number}> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  await act();
  const {user, system} = process.cpuUsage(before);
  return {ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000};
}

/** As an answer does: the bytes are there, and twenty pages are read at once. */
async function measureMainThread(extractor: PageExtractor, all: readonly DevelopmentPage[]): Promise<object> {
  const p99: number[] = [];
  // What the machine itself does to a thread that has nothing to do, to compare with.
  const idle = await delayWhile(() => sleep(1_000));
  for (let start = 0; start + atOnce <= Math.min(all.length, atOnce * 10); start += atOnce) {
    const pages = all.slice(start, start + atOnce).map(({html, url}) => ({url, bytes: new TextEncoder().encode(html), contentType: 'text/html', type: 'html' as const}));
    await sleep(50);
    p99.push(await delayWhile(() => Promise.all(pages.map((page) => extractor.read(page).catch(() => undefined)))));
  }
  return {batches: p99.length, delayP99Ms: percentiles(p99).p50, worstDelayP99Ms: percentiles(p99).max, idleDelayP99Ms: round(idle)};
}

/** The 99th percentile of the main thread's delay while something is done, in milliseconds. */
async function delayWhile(act: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({resolution: 1});
  delay.enable();
  await act();
  delay.disable();
  return delay.percentile(99) / 1e6;
}

const to3 = (value: number): number => Math.round(value * 1_000) / 1_000;
