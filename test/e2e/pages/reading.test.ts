/** What a reader makes a browser do, against the real server: print, and be offline. All else is in `reader.test.ts`. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import {extractText, getDocumentProxy} from 'unpdf';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';
const TEXT = 'llm-answer >> [part~=text]';

const done = (page: TestPage) => page.waitFor('llm-window:state(done)');

/** Without white space, which paper has where lines end. */
const close = (text: string) => text.replaceAll(/\s/g, '');

/** In the page: tells it that its device is offline, or back. */
const tell = (isOnline: boolean): void => {
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
};

describe('a reader of the demo page', () => {
  const browser = useBrowser();

  /** WebKitGTK’s driver cuts nothing off: there, the page is told so, and is not. */
  const setOnline = (page: TestPage, isOnline: boolean) => (browser.name === 'webkit' ? page.run(tell, isOnline) : page.handle.setOnline(isOnline));

  it('prints an answer with all its sources and their addresses, and without what is to be pressed', async function () {
    if (browser.name === 'webkit') this.skip(); // its driver does not print
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      const total = Number(await page.text('llm-sources >> .total'));
      expect(total).to.be.greaterThan(0);
      await page.run(() => document.querySelector('#copy')?.remove()); // the page's own
      const {text} = await extractText(await getDocumentProxy(new Uint8Array(await page.handle.print())), {mergePages: true});
      const paper = close(text);
      const sources = 'llm-sources >> [part~=source]';
      expect(await page.count(sources)).to.equal(total);
      for (const address of await page.each(sources, (card) => card.querySelector('a')?.href ?? '')) expect(paper).to.contain(close(address));
      expect(paper).to.contain(close(QUESTION)).and.contain(close(await page.text(TEXT)).slice(0, 40));
      const pressed = (await page.texts('llm-window >> :is(button, summary, label)')).filter((label) => label !== '');
      expect(pressed).to.not.be.empty;
      expect(pressed.filter((label) => paper.includes(close(label)))).to.deep.equal([]);
    });
  });

  it('asks while offline, and is answered once back', async () => {
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.waitFor('llm-window:state(empty)');
      await setOnline(page, false);
      await page.ask(QUESTION);
      await page.waitFor('llm-status >> p', {containing: 'You are offline.'});
      await setOnline(page, true);
      await done(page);
      expect(await page.text(TEXT)).to.match(/Moon/);
    });
  });
});
