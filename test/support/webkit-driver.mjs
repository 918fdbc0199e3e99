// test/support - starts WebKitGTK's WebDriver on a display that nobody sees.
import {spawn} from 'node:child_process';
import {createServer} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {findWebKit, webkitMissing} from './find-browser.mjs';

/**
 * @returns {Promise<{options: import('@wdio/types').Capabilities.WebdriverIOConfig, close: () => void}>} What webdriverio needs to
 * open a browser, and what ends driver and display.
 */
export async function startWebKitDriver() {
  const found = findWebKit();
  if (!found) throw new Error(webkitMissing);
  const display = spawn(found.display, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  const port = await freePort();
  const number = await firstLine(/** @type {import('node:stream').Readable} */ (display.stdio[3]));
  const driver = spawn(found.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    // The sandbox does not start for root, nor inside most containers.
    env: {...process.env, DISPLAY: `:${number}`, GDK_BACKEND: 'x11', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1'},
  });
  const close = () => {
    driver.kill();
    display.kill();
  };
  process.once('exit', close);
  await answers(`http://127.0.0.1:${port}/status`);
  return {
    close,
    options: {
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      capabilities: /** @type {any} */ ({
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {binary: found.browser, args: ['--automation']},
      }),
    },
  };
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/**
 * Reads to the end of the line, and goes on listening: Xvfb writes the number and the line's end apart, and dies when nobody hears the latter.
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>}
 */
const firstLine = (stream) =>
  new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text.trim());
    });
    stream.once('end', () => reject(new Error('Xvfb ended before it had a display')));
  });

/** @param {string} url */
async function answers(url) {
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(url).catch(() => undefined))?.ok) return;
    await wait(100);
  }
  throw new Error(`WebKitWebDriver does not answer on ${url}`);
}
