// test/support - finds the browsers of this machine. Nothing is downloaded.
import {accessSync, constants, readdirSync, statSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {chromium} from 'playwright-core';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const chromiumElsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const firefoxElsewhere = ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'];

/** What to tell a developer whose machine has none. */
export const chromiumMissing =
  'No Chromium found: set CHROME_PATH to one, or install it with "sudo apt-get install chromium" or "npx playwright install chromium".';
export const firefoxMissing = 'No Firefox found: set FIREFOX_PATH to one, or install it with "sudo apt-get install firefox-esr".';
export const webkitMissing = 'No WebKitGTK found: install it with "sudo apt-get install webkit2gtk-driver xvfb".';

/**
 * Finds a Chromium or Chrome: `CHROME_PATH` first, then the `PATH`, then usual places, then Playwright's own download.
 * A `CHROME_PATH` that names no program counts as missing, so that a typing error does not test another browser.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} The path of the program.
 */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return [env.CHROME_PATH].find(isProgram);
  return [...onPath(chromiumNames, env), ...chromiumElsewhere, chromium.executablePath()].find(isProgram);
}

/**
 * Finds a Firefox: `FIREFOX_PATH` first, as {@link findChromium} does.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} The path of the program.
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH) return [env.FIREFOX_PATH].find(isProgram);
  return [...onPath(['firefox-esr', 'firefox'], env), ...firefoxElsewhere].find(isProgram);
}

/**
 * Finds WebKitGTK's driver, its browser, and a display for it.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{driver: string, browser: string, display: string} | undefined} The paths of the programs, when all are there.
 */
export function findWebKit(env = process.env) {
  const driver = onPath(['WebKitWebDriver'], env).find(isProgram);
  const display = onPath(['Xvfb'], env).find(isProgram);
  const browser = miniBrowsers().find(isProgram);
  return driver && display && browser ? {driver, display, browser} : undefined;
}

function miniBrowsers() {
  const folders = ['/usr/lib', '/usr/libexec', ...list('/usr/lib').filter((name) => name.includes('-linux-gnu')).map((name) => join('/usr/lib', name))];
  return folders.flatMap((folder) => list(folder).filter((name) => name.startsWith('webkit2gtk-')).sort().reverse().map((name) => join(folder, name, 'MiniBrowser')));
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * @param {readonly string[]} names
 * @param {NodeJS.ProcessEnv} env
 */
function onPath(names, env) {
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
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
