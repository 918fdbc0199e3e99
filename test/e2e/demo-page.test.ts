/** The demo page in a real Chromium, against the real server in a process of its own. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {resolve} from 'node:path';
import {expect} from 'chai';
import type {Browser, Page} from 'playwright-core';
import {startCutProxy} from '../support/cut-proxy.ts';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';
const long = Array.from({length: 80}, (_, index) => `word${index} `);

const ask = async (page: Page, question = QUESTION) => {
  const box = page.getByRole('textbox');
  await box.fill(question);
  await box.press('Enter');
};
const answerText = (page: Page, index = 0) => page.locator('llm-answer [part~=text]').nth(index);
const done = (page: Page) => page.locator('llm-window:state(done)').waitFor();

describe('the demo page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  it('answers from the corpus, with citations that lead to the sources, under a strict policy and without any other host', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page, problems, origins} = watched;
    const response = await page.goto(server.url);
    expect(response?.headers()['content-security-policy']).to.contain("default-src 'none'").and.to.contain("require-trusted-types-for 'script'");
    await ask(page);
    await page.locator('llm-progress').waitFor();
    await done(page);
    expect(await answerText(page).innerText()).to.match(/Moon/);
    const citation = page.locator('llm-answer a[part~=citation]').first();
    const href = await citation.getAttribute('href');
    expect(href).to.match(/\/v1\/corpus\/[0-9a-f]+/);
    expect(await page.locator('llm-sources [part~=source]').count()).to.be.greaterThan(0);

    const source = await page.context().newPage();
    await source.goto(new URL(href ?? '', server.url).href);
    expect(await source.innerText('main')).to.contain('gravity of the Moon');
    expect(problems).to.deep.equal([]);
    expect([...origins]).to.deep.equal([server.url]);
  });

  it('tells its progress: every stage with its counts and times', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(server.url);
    await ask(page);
    await done(page);
    await page.locator('llm-progress summary').click();
    const steps = await page.locator('llm-progress [part~=steps]').innerText();
    expect(steps).to.match(/\d+ (quer|search)/i).and.to.match(/\d+ (page|source)/i).and.to.match(/\d (ms|s)\b/);
  });

  it('shows the same final text when the connection is cut in mid-answer', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 25}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await using proxy = await startCutProxy(server.url);
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(proxy.url);
    await ask(page);
    await page.locator('llm-answer').getByText('word10').waitFor();
    proxy.cut();
    await page.waitForTimeout(100);
    proxy.cut();
    await done(page);
    expect((await answerText(page).innerText()).trim()).to.equal(long.join('').trim());
    // Besides the answer, the model is asked once what to ask next.
    const answers = llm.calls.filter(({body}) => body?.messages[0]?.content.includes('answer a reader'));
    expect(answers).to.have.length(1);
    await llm.close();
  });

  it('says that it reconnects while the server cannot be reached, and goes on when it can', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 25}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off'});
    await using proxy = await startCutProxy(server.url);
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(proxy.url);
    await ask(page);
    await page.locator('llm-answer').getByText('word5').waitFor();
    proxy.refuse(true);
    proxy.cut();
    await page.locator('llm-window:state(reconnecting)').waitFor();
    proxy.refuse(false);
    await done(page);
    expect((await answerText(page).innerText()).trim()).to.equal(long.join('').trim());
    await llm.close();
  });

  it('answers two questions in a row', async () => {
    await using server = await runServer({CORPUS});
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(server.url);
    await ask(page);
    await done(page);
    await ask(page, 'How is sourdough bread baked?');
    await page.getByRole('heading', {name: 'How is sourdough bread baked?'}).waitFor();
    await done(page);
    const text = await answerText(page, -1).innerText();
    expect(text).to.match(/hot pot|yeast|starter/);
    expect(text).not.to.match(/Moon/);
  });

  it('shows several models and their synthesis, each with its citations', async () => {
    const llm = await openAiStandIn({one: {tokens: ['One says the Moon. [1]']}, two: {tokens: ['Two says the Sun. [1]']}, judge: {tokens: ['Both agree. [1]']}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one,two', LLM_SYNTHESIS_MODEL: 'judge', LLM_ANALYSIS: 'off'});
    await using watched = await openPage(browser, {viewport: {width: 1280, height: 900}});
    const {page, problems} = watched;
    await page.goto(server.url);
    await ask(page);
    await done(page);
    const texts = (await page.locator('llm-answer [part~=text]').allInnerTexts()).join('\n');
    for (const said of ['One says the Moon.', 'Two says the Sun.', 'Both agree.']) expect(texts).to.contain(said);
    expect(await page.locator('llm-answer a[part~=citation]').count()).to.equal(3);
    expect(problems).to.deep.equal([]);
    await llm.close();
  });

  it('says what failed upstream, and still answers from the sources', async () => {
    const llm = await openAiStandIn({broken: {fault: 'unauthorized'}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'broken', LLM_ANALYSIS: 'off'});
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(server.url);
    await ask(page);
    await done(page);
    await page.locator('llm-answer').getByText('broken').filter({visible: true}).first().waitFor();
    await page.locator('llm-answer').getByText('refused our credentials').filter({visible: true}).first().waitFor();
    const texts = await page.locator('llm-answer [part~=text]').allInnerTexts();
    expect(texts.join('\n')).to.match(/Moon/);
    await llm.close();
  });

  it('stops at once, keeps what was said, and reaches the model', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 100}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off'});
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(server.url);
    await ask(page);
    await page.locator('llm-answer').getByText('word3').waitFor();
    await page.getByRole('button', {name: 'Stop'}).click();
    await page.locator('llm-window:not(:state(streaming))').waitFor();
    expect(await answerText(page).innerText()).to.contain('word3').and.not.to.contain('word79');
    while (llm.openCalls > 0) await new Promise((turn) => setTimeout(turn, 10));
    await llm.close();
  });

  it('explains when the server is gone, and retries when asked to', async () => {
    await using server = await runServer({CORPUS});
    await using proxy = await startCutProxy(server.url);
    await using watched = await openPage(browser);
    const {page} = watched;
    await page.goto(proxy.url);
    await page.getByRole('textbox').waitFor(); // the element is there
    proxy.refuse(true);
    proxy.cut();
    await ask(page);
    await page.locator('llm-window:state(error)').waitFor();
    expect((await page.locator('llm-status [part~=error]').innerText()).length).to.be.greaterThan(20);
    proxy.refuse(false);
    await page.locator('llm-status [part~=retry]').click();
    await done(page);
    expect(await answerText(page).innerText()).to.match(/Moon/);
  });

  for (const width of [320, 390, 1280]) {
    it(`fits a screen ${width} px wide`, async () => {
      await using server = await runServer({CORPUS});
      await using watched = await openPage(browser, {viewport: {width, height: 800}});
      const {page} = watched;
      await page.goto(server.url);
      await ask(page);
      await done(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).to.equal(0);
    });
  }
});

describe('a page of another origin', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  const host = async (script: () => string) => {
    const site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(script());
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    return {url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, [Symbol.asyncDispose]: () => new Promise<void>((closed) => site.close(() => closed()))};
  };

  for (const allowed of [true, false]) {
    it(allowed ? 'may ask when ALLOWED_ORIGINS names it' : 'is told that it may not ask otherwise', async () => {
      let address = '';
      await using site = await host(() => `<!doctype html><title>Elsewhere</title><script type="module" src="${address}/llm-window.js"></script><llm-window question="${QUESTION}"></llm-window>`);
      await using server = await runServer({CORPUS, ...(allowed && {ALLOWED_ORIGINS: site.url})});
      address = server.url;
      await using watched = await openPage(browser);
      const {page} = watched;
      await page.goto(site.url);
      if (!allowed) {
        await page.locator('llm-window:state(error)').waitFor();
        return;
      }
      await done(page);
      expect(await answerText(page).innerText()).to.match(/Moon/);
      const href = await page.locator('llm-answer a[part~=citation]').first().getAttribute('href');
      expect(href?.startsWith(`${server.url}/v1/corpus/`)).to.equal(true);
    });
  }
});
