/** What is in the frame of a diagram, which only Chromium lets a test look into. All else is in `pages/rich-answers.test.ts`. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import type {Browser} from 'playwright-core';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');

const diagram = '```mermaid\nflowchart LR\n  Moon --> Tide\n  Sun -->|less| Tide\n```\n';

describe('a diagram in an answer', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  it('has the picture in a frame that has no origin and may load nothing', async () => {
    const llm = await openAiStandIn({writer: {tokens: [diagram]}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await using watched = await openPage(browser);
    const {page, problems} = watched;
    await page.goto(server.url);
    await page.getByRole('textbox').fill('What causes the tides of the sea?');
    await page.getByRole('textbox').press('Enter');
    await page.locator('llm-answer .diagram.drawn iframe').waitFor();
    const frame = page.frames().find((one) => one.url().endsWith('/diagram/'))!;
    expect(await frame.locator('svg').textContent()).to.contain('Moon').and.contain('less');
    expect(await frame.evaluate(() => origin)).to.equal('null');
    const {headers} = await fetch(`${server.url}/diagram/`);
    expect(headers.get('content-security-policy')).to.contain("default-src 'none'").and.contain('sandbox allow-scripts').and.contain('frame-ancestors *');
    expect(headers.get('x-frame-options')).to.be.null;
    expect(problems).to.deep.equal([]);
    await llm.close();
  });
});
