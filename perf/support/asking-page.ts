/** perf/support - the demo page in a real Chromium, asking one question after the other, and what it holds meanwhile. */
import type {Page} from 'playwright-core';
import {openChromium, openPage} from '../../test/support/open-chromium.ts';

/** What a page holds after a garbage collection. */
export interface PageHeld {
  readonly pageHeapMb: number;
  readonly pageNodes: number;
  readonly pageListeners: number;
}

/** A page that asks until it is disposed of. */
export interface AskingPage extends AsyncDisposable {
  /** Collects garbage, then reads. */
  held(): Promise<PageHeld>;
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
  return {
    held: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const {metrics} = await devtools.send('Performance.getMetrics');
      const figure = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
      return {pageHeapMb: figure('JSHeapUsedSize') / 1_048_576, pageNodes: figure('Nodes'), pageListeners: figure('JSEventListeners')};
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
