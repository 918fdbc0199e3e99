/** What only Chromium lets a test make a reader do, against the real server: print, and be offline. All else is in `pages/reader.test.ts`. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import type {Browser, Page} from 'playwright-core';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';

const ask = async (page: Page) => {
  const box = page.getByRole('textbox');
  await box.fill(QUESTION);
  await box.press('Enter');
};
const done = (page: Page) => page.locator('llm-window:state(done)').waitFor();

describe('a reader of the demo page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

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
    expect(await page.locator('llm-answer [part~=text]').innerText()).to.match(/Moon/);
  });
});
