/** What a reader can do beside asking, in a real Chromium, against the real server: stop one of several models, share, be offline, have their page measured. */
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import type {Browser, Page} from 'playwright-core';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';
const long = Array.from({length: 2_000}, (_, index) => `word${index} `);

const ask = async (page: Page) => {
  const box = page.getByRole('textbox');
  await box.fill(QUESTION);
  await box.press('Enter');
};
const done = (page: Page) => page.locator('llm-window:state(done)').waitFor();
const textOf = (page: Page, index = 0) => page.locator('llm-answer [part~=text]').nth(index).innerText();

describe('a reader of the demo page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  it('stops one of several models: its text stays, its call ends, the other goes on', async () => {
    const llm = await openAiStandIn({one: {tokens: long, tokenMs: 20}, two: {tokens: long, tokenMs: 20}});
    try {
      await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one,two', LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
      await using watched = await openPage(browser);
      const {page, problems} = watched;
      await page.goto(server.url);
      await ask(page);
      for (const index of [0, 1]) await page.locator('llm-answer').nth(index).getByText('word5').first().waitFor();
      expect(llm.openCalls).to.equal(2);
      await page.getByRole('button', {name: 'Stop: one'}).click();
      await page.locator('llm-answer').first().getByText('Stopped. What was written so far stays.').waitFor();
      const stopped = await textOf(page);
      expect(stopped).to.match(/^word0 word1 .*word5/);
      while (llm.openCalls > 1) await sleep(10);
      const before = await textOf(page, 1);
      await page.waitForFunction((length) => (document.querySelector('llm-window')?.shadowRoot?.querySelector('llm-answers')?.shadowRoot?.querySelectorAll('llm-answer')[1]?.shadowRoot?.querySelector('.body')?.textContent.length ?? 0) > length + 100, before.length);
      expect(await textOf(page), 'nothing is added to it').to.equal(stopped);
      await page.locator('llm-question-form').getByRole('button', {name: 'Stop'}).click();
      await page.locator('llm-window:state(stopped)').waitFor();
      while (llm.openCalls > 0) await sleep(10);
      expect(problems).to.deep.equal([]);
    } finally {
      await llm.close();
    }
  });

  it('gives an answer away: whoever has the link reads it, and can do nothing else to it', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page, problems} = watched;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(server.url);
    await ask(page);
    await done(page);
    await page.getByRole('button', {name: 'Share a link'}).click();
    await page.getByText('Link copied. Whoever has it can read this answer.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(`${server.url}/#llm-window-window=`)).to.equal(true);
    await using other = await openPage(browser);
    await other.page.goto(link);
    await other.page.getByRole('heading', {name: QUESTION}).waitFor();
    await other.page.locator('llm-answer footer').waitFor();
    expect(await textOf(other.page)).to.equal(await textOf(page));
    expect(await other.page.getByRole('button', {name: 'Helpful', exact: true}).count()).to.equal(0);
    expect(await other.page.getByRole('button', {name: 'Share a link'}).count()).to.equal(0);
    expect(await other.page.locator('llm-window a[part~=citation]').count()).to.be.greaterThan(0);
    expect([...problems, ...other.problems]).to.deep.equal([]);
  });

  it('prints an answer with all its sources and their addresses, and without what is to be pressed', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page, problems} = watched;
    await page.goto(server.url);
    await ask(page);
    await done(page);
    const cards = page.locator('llm-sources [part~=source]');
    const total = Number(await page.locator('llm-sources .total').innerText());
    expect(total).to.be.greaterThan(0);
    expect((await page.pdf()).length).to.be.greaterThan(1_000);
    expect(await cards.count()).to.equal(total);
    await page.emulateMedia({media: 'print'});
    for (const pressed of ['llm-question-form', 'llm-copy-button', 'llm-turn-actions button', 'llm-sources summary', '[part~=edit]']) expect(await page.locator(pressed).first().isVisible(), pressed).to.equal(false);
    for (const read of ['llm-answer [part~=text]', 'llm-sources [part~=source]', '[part~=question]']) expect(await page.locator(read).first().isVisible(), read).to.equal(true);
    expect(await cards.first().evaluate((card) => getComputedStyle(card, '::after').content)).to.match(/http/);
    expect(problems).to.deep.equal([]);
  });

  it('asks while offline, and is answered once back', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(server.url);
    await page.locator('llm-window:state(empty)').waitFor();
    await page.context().setOffline(true);
    await ask(page);
    await page.locator('llm-status').getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await done(page);
    expect(await textOf(page)).to.match(/Moon/);
  });

  it('has the page measured where it asks for it, and the server tells', async () => {
    const llm = await openAiStandIn({one: {tokens: long.slice(0, 60), tokenMs: 20}});
    try {
      await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one', LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
      await using watched = await openPage(browser);
      const {page, problems} = watched;
      const count = async (name: string) => Number(new RegExp(`^llm_window_reader_${name}_count (\\d+)$`, 'm').exec(await (await fetch(`${server.url}/metrics`)).text())?.[1] ?? NaN);
      await page.goto(server.url);
      await ask(page);
      await done(page);
      expect(await count('first_paint_seconds'), 'not asked for').to.equal(0);
      const fetched = page.waitForResponse(/reader-vitals/);
      await page.evaluate(() => document.querySelector('llm-window')?.toggleAttribute('vitals', true));
      await fetched;
      await ask(page);
      await page.locator('llm-window:state(streaming)').waitFor();
      await done(page);
      while ((await count('first_paint_seconds')) < 1) await sleep(20);
      expect(await count('frames_per_second')).to.equal(1);
      expect(await count('session_seconds')).to.equal(0);
      await page.goto('about:blank');
      while ((await count('session_seconds')) < 1) await sleep(20);
      expect(problems).to.deep.equal([]);
    } finally {
      await llm.close();
    }
  });
});
