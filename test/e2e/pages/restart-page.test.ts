/** What a reader sees of a server that is killed in the middle of an answer and comes back. A real browser, real processes. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const long = Array.from({length: 300}, (_, index) => `word${index} `);
const TEXT = 'llm-answer >> [part~=text]';

describe('a page whose server is killed and comes back', () => {
  const browser = useBrowser();

  it('keeps what was written, says that a restart cut it off, and gets the whole answer when asked to try again', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'llm-window-restart-page-'));
    let tokens = long;
    const llm = await openAiStandIn({slow: () => ({tokens, tokenMs: 25})});
    try {
      const settings = {CORPUS: 'test/fixtures/corpus', DATA_DIR, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'};
      const first = await runServer(settings);
      await browser.page(async (page) => {
        await page.goto(first.url);
        await page.ask('What causes the tides of the sea?');
        await page.waitFor(TEXT, {containing: 'word30'});
        await first.end('SIGKILL');
        tokens = ['The whole ', 'answer.'];
        await using second = await runServer({...settings, PORT: new URL(first.url).port});
        expect(second.url).to.equal(first.url);

        await page.waitFor('llm-window:state(error)');
        expect(await page.text('llm-status >> [part~=error]')).to.contain('was restarted in the middle of this answer');
        expect(await page.text(TEXT)).to.match(/^word0 .*word10/);
        await page.click('llm-status >> [part~=retry]');
        await page.waitFor('llm-window:state(done)');
        expect(await page.text(TEXT, -1)).to.equal('The whole answer.');
      });
    } finally {
      await llm.close();
      rmSync(DATA_DIR, {recursive: true, force: true});
    }
  });
});
