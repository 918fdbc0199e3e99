/** `npm run dev`: the client's sources as they are, the API behind them, and a reload when a source changes. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, utimesSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {openChromium, openPage} from '../support/open-chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** Two ports that were free a moment ago. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const [a = 0, b = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return [a, b];
}

/** Resolves once it has printed this; goes on reading, so that it can go on printing. */
const printed = (child: ChildProcess, pattern: RegExp): Promise<void> =>
  new Promise((seen) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) seen();
    });
  });

describe('npm run dev', () => {
  it('serves the sources, streams answers through to the API, and reloads on change', async () => {
    const [port, apiPort] = await freePorts();
    const dataDir = mkdtempSync(join(tmpdir(), 'llm-window-dev-'));
    const child = spawn(process.execPath, ['scripts/dev.ts', '--port', String(port), '--api-port', String(apiPort)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {...process.env, CORPUS: join(root, 'test/fixtures/corpus'), DATA_DIR: dataDir, LOG_LEVEL: 'silent'},
    });
    const browser = await openChromium();
    try {
      await printed(child, /is ready/);
      const {page} = await openPage(browser);
      const sources: string[] = [];
      page.on('response', (response) => sources.push(new URL(response.url()).pathname));
      await page.goto(`http://127.0.0.1:${port}/`);
      const box = page.getByRole('textbox');
      await box.fill('What causes the tides of the sea?');
      await box.press('Enter');
      await page.locator('llm-window:state(done)').waitFor();
      expect(await page.locator('llm-answer [part~=text]').first().innerText()).to.contain('Moon');
      expect(sources).to.include('/client/elements/llm-window.ts');

      const reloaded = page.waitForEvent('framenavigated');
      const now = new Date();
      utimesSync(join(root, 'client/page/page.ts'), now, now);
      await reloaded;
    } finally {
      await browser.close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(dataDir, {recursive: true, force: true});
    }
  });
});
