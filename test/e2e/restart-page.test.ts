/** What a reader sees of a server that is killed in the middle of an answer and comes back. A real Chromium, real processes. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const long = Array.from({length: 300}, (_, index) => `word${index} `);

describe('a page whose server is killed and comes back', () => {
  it('keeps what was written, says that a restart cut it off, and gets the whole answer when asked to try again', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'llm-window-restart-page-'));
    let tokens = long;
    const llm = await openAiStandIn({slow: () => ({tokens, tokenMs: 25})});
    const browser = await openChromium();
    try {
      const settings = {CORPUS: 'test/fixtures/corpus', DATA_DIR, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'};
      const first = await runServer(settings);
      await using watched = await openPage(browser);
      const {page} = watched;
      await page.goto(first.url);
      const box = page.getByRole('textbox');
      await box.fill('What causes the tides of the sea?');
      await box.press('Enter');
      await page.locator('llm-answer').getByText('word30').waitFor();
      await first.end('SIGKILL');
      tokens = ['The whole ', 'answer.'];
      await using second = await runServer({...settings, PORT: new URL(first.url).port});
      expect(second.url).to.equal(first.url);

      await page.locator('llm-window:state(error)').waitFor();
      expect(await page.locator('llm-status [part~=error]').innerText()).to.contain('was restarted in the middle of this answer');
      expect(await page.locator('llm-answer [part~=text]').first().innerText()).to.match(/^word0 .*word10/);
      await page.locator('llm-status [part~=retry]').click();
      await page.locator('llm-window:state(done)').waitFor();
      expect((await page.locator('llm-answer [part~=text]').last().innerText()).trim()).to.equal('The whole answer.');
    } finally {
      await browser.close();
      await llm.close();
      rmSync(DATA_DIR, {recursive: true, force: true});
    }
  });
});
