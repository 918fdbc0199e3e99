// test/support - how web-test-runner opens each browser that the elements are tested in.
import {playwrightLauncher} from '@web/test-runner-playwright';
import {puppeteerLauncher} from '@web/test-runner-puppeteer';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import {chromiumMissing, findChromium, findFirefox, firefoxMissing} from './find-browser.mjs';
import {startWebKitDriver} from './webkit-driver.mjs';

/**
 * @param {string} browser - `chromium`, `firefox` or `webkit`.
 * @returns {Promise<{launcher: import('@web/test-runner-core').BrowserLauncher, concurrency: number}>}
 * @throws Error - With the one line that says what is missing and how to get it.
 */
export async function launcherFor(browser) {
  if (browser === 'chromium') return {launcher: chromium(), concurrency: 2};
  if (browser === 'firefox') return {launcher: firefox(), concurrency: 1};
  if (browser === 'webkit') {
    const {options} = await startWebKitDriver();
    return {launcher: webdriverLauncher(options), concurrency: 1}; // with more, test files share a page as frames
  }
  throw missing(`There is no browser "${browser}": BROWSER is chromium, firefox or webkit.`);
}

function chromium() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw missing(chromiumMissing);
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox does not start for root
  return playwrightLauncher({
    product: 'chromium',
    launchOptions: {executablePath, args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-background-networking']},
  });
}

function firefox() {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw missing(firefoxMissing);
  return puppeteerLauncher({launchOptions: {browser: 'firefox', executablePath, headless: true}});
}

/** @param {string} message */
function missing(message) {
  Error.stackTraceLimit = 0; // one clear line
  return new Error(message);
}
