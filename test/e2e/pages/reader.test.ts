/** What a reader can do beside asking, in each browser, against the real server: stop one of several models, share, have their page measured. */
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';
const TEXT = 'llm-answer >> [part~=text]';
const long = Array.from({length: 2_000}, (_, index) => `word${index} `);

/** Without a click, as is the next: what stands below an answer moves while that is written. */
const stop = async (page: TestPage) => {
  await page.run(() => document.querySelector<HTMLElement & {stop: () => void}>('llm-window')?.stop());
  await page.waitFor('llm-window:state(stopped)');
};
const next = async (page: TestPage, question: string) => {
  await page.run(() => document.querySelector<HTMLElement>('llm-window')?.focus());
  await page.handle.type(question);
  await page.handle.pressEnter();
};
/** The first answer stands there with all its text: what was told with its end takes more than a frame on a slow machine. */
const drawn = (page: TestPage) =>
  page.run(async () => {
    const answers = document.querySelector('llm-window')?.shadowRoot?.querySelector('llm-answers')?.shadowRoot;
    await answers?.querySelector<HTMLElement & {updateComplete: Promise<boolean>}>('llm-answer')?.updateComplete;
  });
const done = (page: TestPage) => page.waitFor('llm-window:state(done)');

describe('a reader of the demo page', () => {
  const browser = useBrowser();

  it('stops one of several models: its text stays, its call ends, the other goes on', async () => {
    const llm = await openAiStandIn({one: {tokens: long, tokenMs: 20}, two: {tokens: long, tokenMs: 20}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one,two', LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await page.until(TEXT, (texts) => texts.length === 2 && texts.every((text) => text.includes('word5')));
      expect(llm.openCalls).to.equal(2);
      await page.click('llm-answer >> [aria-label="Stop: one"]');
      await page.waitFor('llm-answer >> .notice', {containing: 'Stopped. What was written so far stays.'});
      await drawn(page);
      const [stopped = '', before = ''] = await page.texts(TEXT);
      expect(stopped).to.match(/^word0 word1 .*word5/);
      while (llm.openCalls > 1) await sleep(10);
      await page.until(TEXT, ([, other = '']) => other.length > before.length + 100);
      expect(await page.text(TEXT), 'nothing is added to it').to.equal(stopped);
      await page.click('llm-question-form >> button.stop');
      await page.waitFor('llm-window:state(stopped)');
      while (llm.openCalls > 0) await sleep(10);
    });
    await llm.close();
  });

  it('asks the next question while the answer to the last one is being written: that one is stopped, and followed', async () => {
    const llm = await openAiStandIn({one: {tokens: long, tokenMs: 20}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one', LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await page.until(TEXT, ([text = '']) => text.includes('word5'));
      await next(page, 'And two?');
      await page.until(TEXT, ([, text = '']) => text.includes('word5'));
      expect(llm.openCalls).to.equal(1);
      expect(await page.count('llm-status >> [part~=error]')).to.equal(0);
      await stop(page);
      await next(page, 'And a third?');
      await page.until(TEXT, ([, , text = '']) => text.includes('word5'));
      await stop(page);
    });
    await llm.close();
  });

  it('gives an answer away: whoever has the link reads it, and can do nothing else to it', async () => {
    await using server = await runServer({CORPUS});
    const [link, text] = await browser.page(async (page) => {
      await page.goto(server.url);
      await page.run(() => {
        Object.defineProperty(navigator, 'share', {value: undefined}); // the device's own sheet
        Object.defineProperty(navigator, 'clipboard', {value: {writeText: (text: string) => Promise.resolve((document.title = text))}});
      });
      await page.ask(QUESTION);
      await done(page);
      await page.click('llm-turn-actions >> [aria-label="Share a link"]');
      await page.waitFor('llm-turn-actions >> [role=status]', {containing: 'Link copied. Whoever has it can read this answer.'});
      return [await page.run(() => document.title), await page.text(TEXT)] as const;
    });
    expect(link.startsWith(`${server.url}/#llm-window-window=`)).to.equal(true);
    await browser.page(async (page) => {
      await page.goto(link);
      await page.waitFor('llm-window >> h2', {containing: QUESTION});
      await page.waitFor('llm-answer >> footer');
      await page.until(TEXT, ([shown = '']) => packed(shown) === packed(text)); // drawn a frame after its foot; WebKit leaves out line ends of what it has not laid out
      expect(await page.count('llm-turn-actions >> :is([aria-label="Helpful"], [aria-label="Share a link"])')).to.equal(0);
      expect(await page.count('llm-answer >> a[part~=citation]')).to.be.greaterThan(0);
    });
  });

  it('has the page measured where it asks for it, and the server tells', async () => {
    const llm = await openAiStandIn({one: {tokens: long.slice(0, 60), tokenMs: 20}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one', LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    const count = async (name: string) => Number(new RegExp(`^llm_window_reader_${name}_count (\\d+)$`, 'm').exec(await (await fetch(`${server.url}/metrics`)).text())?.[1] ?? NaN);
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      expect(await count('first_paint_seconds'), 'not asked for').to.equal(0);
      await page.run(async () => {
        document.querySelector('llm-window')?.toggleAttribute('vitals', true);
        while (!performance.getEntriesByType('resource').some(({name}) => name.includes('reader-vitals'))) await new Promise((soon) => setTimeout(soon, 20));
      });
      await page.ask(QUESTION);
      await page.waitFor('llm-window:state(streaming)');
      await done(page);
      while ((await count('first_paint_seconds')) < 1) await sleep(20);
      expect(await count('frames_per_second')).to.equal(1);
      expect(await count('session_seconds')).to.equal(0);
      await page.goto(server.url); // left as readers leave a page; a browser that is closed on it may send no more
      while ((await count('session_seconds')) < 1) await sleep(20);
    });
    await llm.close();
  });
});

const packed = (text: string): string => text.replaceAll(/\s+/gu, '');
