/** Many windows on one page, over HTTP/1.1, against the real server: a browser gives a host six connections, and all of them stream. */
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {serveHost} from '../../support/pages/serve-host.ts';
import {useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const long = Array.from({length: 2_000}, (_, index) => `word${index} `);
const TEXT = 'llm-answer >> [part~=text]';

/** Event streams that are open on a server. */
async function readers(server: {readonly url: string}): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^llm_window_readers (\d+)/m.exec(text)?.[1]);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

/** In the page. */
function tell(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('ten windows on one page', () => {
  const browser = useBrowser();

  it('all stream at the same time, over one connection, and all stop', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 50}});
    await using host = await serveHost();
    await using server = await runServer({CORPUS, ALLOWED_ORIGINS: host.url, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    const windows = Array.from({length: 10}, (_, index) => `<llm-window question="What causes the tides of the sea? ${index}"></llm-window>`);
    host.show({server: server.url, body: windows.join('')});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.until(TEXT, (texts) => texts.length === 10 && texts.every((text) => text.includes('word5')));
      const before = await page.texts(TEXT);
      await page.until(TEXT, (texts) => texts.every((text, index) => text.length > (before[index]?.length ?? 0)));
      expect(await page.count('llm-window:state(streaming)')).to.equal(10);
      await until(async () => (await readers(server)) === 1); // the one before the last window came may just be closing
      await page.run(() => {
        for (const one of document.querySelectorAll('llm-window')) (one as HTMLElement & {stop: () => void}).stop();
      });
      await page.until('llm-window:state(stopped)', (texts) => texts.length === 10);
      await until(async () => (await readers(server)) === 0 && llm.openCalls === 0);
    });
    await llm.close();
  });
});

describe('a tab that nobody sees', () => {
  const browser = useBrowser();

  it('lets go of its stream, and goes on when it is seen again', async () => {
    const llm = await openAiStandIn({slow: {tokens: long.slice(0, 400), tokenMs: 25}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask('What causes the tides of the sea?');
      await page.waitFor(TEXT, {containing: 'word5'});
      expect(await readers(server)).to.equal(1);
      const isLeft = () => until(async () => (await readers(server)) === 0);
      if (browser.name === 'webkit') {
        // Its driver has one tab: the page is told that it is hidden, and is not.
        await page.run(tell, true);
        await isLeft();
        await page.run(tell, false);
      } else {
        await browser.page(async (other) => {
          await other.goto(server.url);
          await other.handle.show();
          expect(await page.run(() => document.hidden)).to.equal(true);
          await isLeft();
        });
        await page.handle.show();
      }
      await page.waitFor('llm-window:state(done)');
      expect(await page.text(TEXT)).to.equal(long.slice(0, 400).join('').trim());
    });
    expect(llm.calls.filter(({path}) => path === '/v1/chat/completions')).to.have.length(1);
    await llm.close();
  });
});
