/** A page of another origin than its server, in a real browser. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import {serveHost} from '../../support/pages/serve-host.ts';
import {useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';

describe('a page of another origin', () => {
  const browser = useBrowser();

  it('may ask when ALLOWED_ORIGINS names it', async () => {
    await using site = await serveHost();
    await using server = await runServer({CORPUS, ALLOWED_ORIGINS: site.url});
    site.show({server: server.url, body: `<llm-window question="${QUESTION}"></llm-window>`});
    await browser.page(async (page) => {
      await page.goto(site.url);
      await page.waitFor('llm-window:state(done)');
      expect(await page.text('llm-answer >> [part~=text]')).to.match(/Moon/);
      const [href] = await page.each('llm-answer >> a[part~=citation]', (citation) => citation.getAttribute('href'));
      expect(href?.startsWith(`${server.url}/v1/corpus/`)).to.equal(true);
      expect([...page.origins].sort()).to.deep.equal([site.url, server.url].sort());
    });
  });

  it('is told that it may not ask otherwise', async () => {
    await using site = await serveHost();
    await using server = await runServer({CORPUS});
    site.show({server: server.url, body: `<llm-window question="${QUESTION}"></llm-window>`});
    await browser.page(async (page) => {
      await page.goto(site.url);
      await page.waitFor('llm-window:state(error)');
      expect(await page.text('llm-status >> [part~=error]')).to.contain('This page may not ask this server.');
    });
  });
});
