/** test/support - Chromium and Firefox, driven over WebDriver BiDi or what Chromium has instead. */
import {launch, type Page} from 'puppeteer-core';
import {chromiumMissing, findChromium, findFirefox, firefoxMissing} from '../find-browser.mjs';
import type {PageBrowser, PageHandle} from './page-handle.ts';
import {watchScript} from './watch-page.ts';

/** @throws Error - With the one line that says what is missing and how to get it. */
export async function openPuppeteer(name: 'chromium' | 'firefox'): Promise<PageBrowser> {
  const isFirefox = name === 'firefox';
  const executablePath = isFirefox ? findFirefox() : findChromium();
  if (executablePath === undefined) throw new Error(isFirefox ? firefoxMissing : chromiumMissing);
  // Chromium's sandbox does not start for root.
  const args = isFirefox ? [] : [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'];
  const browser = await launch({browser: isFirefox ? 'firefox' : 'chrome', executablePath, args, headless: true});
  return {
    name,
    async open(viewport) {
      const page = await browser.newPage();
      await page.setViewport(viewport);
      await page.evaluateOnNewDocument(watchScript);
      return handleOf(page);
    },
    close: () => browser.close(),
  };
}

function handleOf(page: Page): PageHandle {
  const origins = new Set<string>();
  page.on('request', (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
  return {
    origins,
    async goto(url) {
      await page.goto(url);
    },
    run: (expression) => page.evaluate(expression),
    async runWithin(iframe, expression) {
      const element = await page.evaluateHandle(iframe);
      const frame = await element.asElement()?.contentFrame();
      if (!frame) throw new Error(`${iframe} is no iframe`);
      return await frame.evaluate(expression);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    pressEnter: () => page.keyboard.press('Enter'),
    show: () => page.bringToFront(),
    async screenshot(path) {
      await page.screenshot({path: path});
    },
    print: () => page.pdf(),
    setOnline: (isOnline) => page.setOfflineMode(!isOnline),
    close: () => page.close(),
  };
}
