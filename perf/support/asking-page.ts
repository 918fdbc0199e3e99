/** perf/support - the demo page in a real Chromium, asking one question after the other, and what it holds meanwhile. */
import type {Page} from 'playwright-core';
import {openChromium, openPage} from '../../test/support/open-chromium.ts';
import {heapSizesOf} from './heap-snapshot.ts';

/** What a page holds after a garbage collection. */
export interface PageHeld {
  readonly pageHeapMb: number;
  readonly pageNodes: number;
  readonly pageListeners: number;
}

/** What a page's heap is made of. */
export interface PageHeapParts {
  readonly pageCodeMb: number;
  readonly pageObjectsMb: number;
}

/** A page that asks until it is disposed of. */
export interface AskingPage extends AsyncDisposable {
  /** Collects garbage, then reads. */
  held(): Promise<PageHeld>;
  /** The same by a heap snapshot, for which the page stands still: half a second to one. */
  heapParts(): Promise<PageHeapParts>;
  /** How many questions ended so far. */
  asked(): Promise<number>;
}

/** What is used of the element, in the page. */
interface Asking extends HTMLElement {
  ask(question: string): void;
  clear(): void;
}

declare global {
  interface Window {
    asked: number;
  }
}

/** @throws Error - When there is no Chromium, with what to do. */
export async function openAskingPage(url: string, question: string): Promise<AskingPage> {
  const browser = await openChromium();
  const {page} = await openPage(browser);
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('llm-window'));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await askOn(page, question);
  const mb = (bytes: number) => bytes / 1_048_576;
  return {
    held: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const {metrics} = await devtools.send('Performance.getMetrics');
      const figure = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
      return {pageHeapMb: mb(figure('JSHeapUsedSize')), pageNodes: figure('Nodes'), pageListeners: figure('JSEventListeners')};
    },
    heapParts: async () => {
      const chunks: string[] = [];
      const add = ({chunk}: {readonly chunk: string}) => chunks.push(chunk);
      devtools.on('HeapProfiler.addHeapSnapshotChunk', add);
      await devtools.send('HeapProfiler.collectGarbage');
      await devtools.send('HeapProfiler.takeHeapSnapshot', {reportProgress: false});
      devtools.off('HeapProfiler.addHeapSnapshotChunk', add);
      const {code, objects} = heapSizesOf(chunks.join(''));
      return {pageCodeMb: mb(code), pageObjectsMb: mb(objects)};
    },
    asked: () => page.evaluate(() => window.asked),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** Each question begins a conversation of its own: what an earlier one left would be seen. One that fails is followed by the next. Returns at once; the page goes on by itself. */
function askOn(page: Page, question: string): Promise<void> {
  return page.evaluate((text) => {
    const element = document.querySelector<Asking>('llm-window')!;
    window.asked = 0;
    const next = () => {
      element.clear();
      element.ask(text);
    };
    for (const end of ['llm-answer', 'llm-error']) {
      element.addEventListener(end, () => {
        window.asked += 1;
        setTimeout(next, 200);
      });
    }
    next();
  }, question);
}
