/** test/support - a real Chromium for end-to-end tests, and a page that notes everything that should not happen. */
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core';
import {chromiumMissing, findChromium} from './find-browser.mjs';

/** @throws Error - With the one line that says what is missing and how to get it. */
export function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(chromiumMissing);
  return chromium.launch({executablePath, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking']});
}

/** A page and what went wrong on it. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Policy violations, uncaught errors, error messages on the console. */
  readonly problems: string[];
  /** Origins that were asked for anything. */
  readonly origins: Set<string>;
}

/** Opens a page in a context of its own. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  const origins = new Set<string>();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => console.error(`policy: ${violatedDirective} ${blockedURI}`));
  });
  return {page, problems, origins, [Symbol.asyncDispose]: () => context.close()};
}
