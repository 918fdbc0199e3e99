/** perf/browser - one run: a fresh browser, one technique, one text. Times are the main thread's own, so a busy neighbour counts little. */
import {join} from 'node:path';
import type {Page} from 'playwright-core';
import {openChromium} from '../../test/support/open-chromium.ts';
import {type Percentiles} from '../support/percentiles.ts';
import {bundlePage, type TechniqueName} from './bundle-page.ts';
import type {Feeder, Seen} from './page/feeder.ts';
import {scriptPerFrame} from './script-per-frame.ts';

/** What is run. */
export interface PageRun {
  readonly technique: TechniqueName;
  /** All of the text. */
  readonly text: string;
  /** A burst when left out; else at 200 tokens a second, for so long, in milliseconds. */
  readonly realtimeMs?: number;
  /** All of it at so many tokens a second, every delta by itself. */
  readonly unbatched?: number;
  /** How much of the text is there already when measuring begins, in characters. @defaultValue 0 */
  readonly before?: number;
  /** How many times slower the CPU is made. @defaultValue 1 */
  readonly slowdown?: number;
  /** Whether the view follows the end. @defaultValue false */
  readonly follows?: boolean;
  /** How many answers stand side by side, each with this text. @defaultValue 1 */
  readonly answers?: number;
  /** Whether the script of each frame is told, which makes all times longer. @defaultValue false */
  readonly traced?: boolean;
}

/** What one run took, on the main thread, in milliseconds. */
export interface PageCost extends Seen {
  readonly scriptMs: number;
  /** All of it: script, style, layout, paint. */
  readonly taskMs: number;
  readonly layoutMs: number;
  readonly styleMs: number;
  /** What stays on the heap after garbage was collected, in bytes. */
  readonly heapBytes: number;
  readonly nodes: number;
  /** Of each frame; only where it was traced. */
  readonly scriptPerFrameMs: Percentiles | undefined;
}

declare global {
  interface Window {
    feeder: Feeder;
  }
}

const TOKENS_PER_SECOND = 200;
const drawsNothing: ReadonlySet<TechniqueName> = new Set(['nothing', 'stream-alone']);
const root = join(import.meta.dirname, '../..');
const bundles = new Map<TechniqueName, Promise<string>>();

/** @throws Error - When the technique drew less than half of the text. */
export async function runPage({technique, text, realtimeMs, unbatched, before = 0, slowdown = 1, follows = false, answers = 1, traced = false}: PageRun): Promise<PageCost> {
  if (!bundles.has(technique)) bundles.set(technique, bundlePage(technique));
  const script = await bundles.get(technique)!;
  const browser = await openChromium();
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    await serve(page, script, answers);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', {timeDomain: 'threadTicks'});
    const collectGarbage = () => devtools.send('HeapProfiler.collectGarbage');
    const metrics = async () => {
      const {metrics: all} = await devtools.send('Performance.getMetrics');
      return Object.fromEntries(all.map(({name, value}) => [name, value]));
    };
    await page.evaluate(([count, prefix, goes]) => window.feeder.start(count, prefix, goes), [answers, text.slice(0, before), follows] as const);
    const rest = text.slice(before);
    await devtools.send('Emulation.setCPUThrottlingRate', {rate: slowdown});
    await collectGarbage();
    const first = await metrics();
    const feed = () =>
      page.evaluate(
        ([fed, rate, ms, apart, goes]) => (apart !== undefined ? window.feeder.unbatched(fed, apart) : ms === undefined ? window.feeder.burst(fed) : window.feeder.realtime(fed, rate, ms, goes)),
        [rest, TOKENS_PER_SECOND, realtimeMs, unbatched, follows] as const,
      );
    const [seen, scriptPerFrameMs] = traced ? await scriptPerFrame(devtools, feed) : [await feed(), undefined];
    const last = await metrics();
    await collectGarbage(); // after the times were read: this collection is ours
    const {JSHeapUsedSize: kept = 0, Nodes: nodes = 0} = await metrics();
    await devtools.send('Emulation.setCPUThrottlingRate', {rate: 1});
    const drawn = await page.evaluate(() => window.feeder.drawnCharacters);
    if (!drawsNothing.has(technique) && drawn < (realtimeMs === undefined ? text.length : before) / 2) throw new Error(`${technique} drew ${drawn} characters of ${text.length}`);
    const less = (name: string, scale: number) => ((last[name] ?? 0) - (first[name] ?? 0)) * scale;
    return {
      ...seen,
      scriptMs: less('ScriptDuration', 1_000),
      taskMs: less('TaskDuration', 1_000),
      layoutMs: less('LayoutDuration', 1_000),
      styleMs: less('RecalcStyleDuration', 1_000),
      heapBytes: kept - (first['JSHeapUsedSize'] ?? 0),
      nodes: nodes - (first['Nodes'] ?? 0),
      scriptPerFrameMs,
    };
  } finally {
    await browser.close();
  }
}

/** The page, its script and the built element, without a server: nothing leaves the browser. */
async function serve(page: Page, script: string, answers: number): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>bench</title><style>body{margin:0;font:16px/1.6 sans-serif}main{inline-size:${answers > 1 ? 76 : 46}rem;margin:auto}</style><main></main><script type="module" src="/page.js"></script>`;
  await page.route('**/*', async (route) => {
    const {pathname} = new URL(route.request().url());
    if (pathname === '/') await route.fulfill({contentType: 'text/html', body: html});
    else if (pathname === '/page.js') await route.fulfill({contentType: 'text/javascript', body: script});
    else await route.fulfill({path: join(root, 'client/dist', pathname), contentType: 'text/javascript'});
  });
  await page.goto('http://bench.localhost/');
  await page.waitForFunction(() => 'feeder' in window);
}
