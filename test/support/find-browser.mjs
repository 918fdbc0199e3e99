// test/support - finds a Chromium on this machine. Nothing is downloaded.
import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {chromium} from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What to tell a developer whose machine has none. */
export const chromiumMissing =
  'No Chromium found: set CHROME_PATH to one, or install it with "sudo apt-get install chromium" or "npx playwright install chromium".';

/**
 * Finds a Chromium or Chrome: `CHROME_PATH` first, then the `PATH`, then usual places, then Playwright's own download.
 * A `CHROME_PATH` that names no program counts as missing, so that a typing error does not test another browser.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} The path of the program.
 */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return [env.CHROME_PATH].find(isProgram);
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...elsewhere, chromium.executablePath()].find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
