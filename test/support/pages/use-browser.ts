/**
 * test/support - the browser that end-to-end pages run in, `BROWSER` names it: `chromium` (default), `firefox` or `webkit`.
 * Every page must be under the strictest policy there is, and must not break it.
 */
import {expect} from 'chai';
import type {PageBrowser, Viewport} from './page-handle.ts';
import {openPuppeteer} from './puppeteer-browser.ts';
import {TestPage} from './test-page.ts';
import {problemsKey} from './watch-page.ts';
import {openWebKit} from './webkit-browser.ts';

export type {TestPage} from './test-page.ts';

/** What the test of a page expects of it as a whole. */
export interface PageOptions {
  /** @defaultValue 1280 × 900 */
  readonly viewport?: Viewport;
  /** Problems that the test looks at itself. @defaultValue none */
  readonly allows?: RegExp;
}

/** The browser of a group of tests. */
export interface UsedBrowser {
  readonly name: PageBrowser['name'];
  /** Opens a page, hands it to the test, and closes it. Fails when it was not under a strict policy, broke it, or had any other problem. */
  page<Value>(test: (page: TestPage) => Promise<Value>, options?: PageOptions): Promise<Value>;
}

/** For the body of a `describe`: opens the browser before its tests and closes it after them. */
export function useBrowser(): UsedBrowser {
  const name = (process.env['BROWSER'] ?? 'chromium') as PageBrowser['name'];
  let browser: PageBrowser;
  before(async function () {
    this.timeout(60_000);
    browser = await (name === 'webkit' ? openWebKit() : openPuppeteer(name));
  });
  after(() => browser.close());
  return {
    name,
    async page(test, {viewport = {width: 1280, height: 900}, allows} = {}) {
      const handle = await browser.open(viewport);
      try {
        const page = new TestPage(handle);
        const value = await test(page);
        const problems = await page.problems();
        expect(problems.filter((problem) => !allows?.test(problem)), 'problems').to.deep.equal([]);
        await expectStrictPolicy(page);
        return value;
      } finally {
        await handle.close();
      }
    },
  };
}

/** Breaks the policy on purpose, which also shows that a violation would have been noted. */
async function expectStrictPolicy(page: TestPage): Promise<void> {
  const {threw, problems} = await page.run(async (key) => {
    const noted = (window as unknown as Record<symbol, string[]>)[Symbol.for(key)] ?? [];
    noted.length = 0;
    let threw = false;
    try {
      new DOMParser().parseFromString('<b>not under Trusted Types</b>', 'text/html');
    } catch {
      threw = true;
    }
    const image = new Image();
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    await new Promise((turn) => setTimeout(turn, 50));
    return {threw, problems: [...noted]};
  }, problemsKey);
  expect(threw, 'Trusted Types are required').to.equal(true);
  expect(problems.join('\n'), 'images are allowed only where the page says so').to.match(/policy: img-src data/);
}
