/** The demo page in a real browser, against the real server in a process of its own. */
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {startCutProxy} from '../../support/cut-proxy.ts';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';
const long = Array.from({length: 80}, (_, index) => `word${index} `);
/** Longer than any test, on the slowest machine. */
const endless = Array.from({length: 3_000}, (_, index) => `word${index} `);
const TEXT = 'llm-answer >> [part~=text]';
const CITATION = 'llm-answer >> a[part~=citation]';

const done = (page: TestPage) => page.waitFor('llm-window:state(done)');

describe('the demo page', () => {
  const browser = useBrowser();

  it('answers from the corpus, with citations that lead to the sources, without asking any other host', async () => {
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await page.waitFor('llm-progress');
      await done(page);
      expect(await page.text(TEXT)).to.match(/Moon/);
      const [href = ''] = await page.each(CITATION, (citation) => (citation as HTMLAnchorElement).href);
      expect(href).to.match(/\/v1\/corpus\/[0-9a-f]+/);
      expect(await page.count('llm-sources >> [part~=source]')).to.be.greaterThan(0);
      expect(await (await fetch(href)).text()).to.contain('gravity of the Moon');
      expect([...page.origins]).to.deep.equal([server.url]);
    });
  });

  it('has fetched two scripts for an answer with citations and buttons: those that the build counts', async () => {
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      await page.waitFor(CITATION);
      await page.waitFor('llm-turn-actions >> [part=actions]');
      const fetched = await page.run(() => performance.getEntriesByType('resource').flatMap(({name}) => /\/chunks\/([a-z-]+)-\w+\.js$/.exec(name)?.[1] ?? []));
      expect(fetched.sort()).to.deep.equal(['answering', 'define-elements']);
    });
  });

  it('tells its progress: every stage with its counts and times', async () => {
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      await page.click('llm-progress >> summary');
      await page.waitFor('llm-progress >> [part~=steps]');
      const steps = await page.text('llm-progress >> [part~=steps]');
      expect(steps).to.match(/\d+ (quer|search)/i).and.to.match(/\d+ (page|source)/i).and.to.match(/\d (ms|s)\b/);
    });
  });

  it('shows the same final text when the connection is cut in mid-answer', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 25}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
    await using proxy = await startCutProxy(server.url);
    await browser.page(async (page) => {
      await page.goto(proxy.url);
      await page.ask(QUESTION);
      await page.waitFor(TEXT, {containing: 'word10'});
      proxy.cut();
      await sleep(100);
      proxy.cut();
      await done(page);
      expect(await page.text(TEXT)).to.equal(long.join('').trim());
    });
    // Besides the answer, the model is asked once what to ask next.
    const answers = llm.calls.filter(({body}) => body?.messages[0]?.content.includes('answer a reader'));
    expect(answers).to.have.length(1);
    await llm.close();
  });

  it('says that it reconnects while the server cannot be reached, and goes on when it can', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 25}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off'});
    await using proxy = await startCutProxy(server.url);
    await browser.page(async (page) => {
      await page.goto(proxy.url);
      await page.ask(QUESTION);
      await page.waitFor(TEXT, {containing: 'word5'});
      proxy.refuse(true);
      proxy.cut();
      await page.waitFor('llm-window:state(reconnecting)');
      proxy.refuse(false);
      await done(page);
      expect(await page.text(TEXT)).to.equal(long.join('').trim());
    });
    await llm.close();
  });

  it('answers two questions in a row', async () => {
    await using server = await runServer({CORPUS});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      await page.ask('How is sourdough bread baked?');
      await page.waitFor('llm-window >> h2, h3', {containing: 'How is sourdough bread baked?'});
      await done(page);
      expect(await page.text(TEXT, -1)).to.match(/hot pot|yeast|starter/).and.not.to.match(/Moon/);
    });
  });

  it('shows several models and their synthesis, each with its citations', async () => {
    const llm = await openAiStandIn({one: {tokens: ['One says the Moon. [1]']}, two: {tokens: ['Two says the Sun. [1]']}, judge: {tokens: ['Both agree. [1]']}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'one,two', LLM_SYNTHESIS_MODEL: 'judge', LLM_ANALYSIS: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      const texts = (await page.texts(TEXT)).join('\n');
      for (const said of ['One says the Moon.', 'Two says the Sun.', 'Both agree.']) expect(texts).to.contain(said);
      expect(await page.count(CITATION)).to.equal(3);
    });
    await llm.close();
  });

  it('says what failed upstream, and still answers from the sources', async () => {
    const llm = await openAiStandIn({broken: {fault: 'unauthorized'}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_MODELS: 'broken', LLM_ANALYSIS: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await done(page);
      await page.waitFor('llm-answers >> *', {containing: 'broken'});
      await page.waitFor('llm-answers >> *', {containing: 'refused our credentials'});
      expect((await page.texts(TEXT)).join('\n')).to.match(/Moon/);
    });
    await llm.close();
  });

  it('stops at once, keeps what was said, and reaches the model', async () => {
    const llm = await openAiStandIn({slow: {tokens: endless, tokenMs: 100}});
    await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off'});
    await browser.page(async (page) => {
      await page.goto(server.url);
      await page.ask(QUESTION);
      await page.waitFor(TEXT, {containing: 'word3'});
      await page.click('llm-question-form >> button.stop');
      await page.waitFor('llm-window:not(:state(streaming))');
      expect(await page.text(TEXT)).to.contain('word3').and.not.to.contain(endless.at(-1));
      while (llm.openCalls > 0) await sleep(10);
    });
    await llm.close();
  });

  it('explains when the server is gone, and retries when asked to', async () => {
    await using server = await runServer({CORPUS});
    await using proxy = await startCutProxy(server.url);
    await browser.page(async (page) => {
      await page.goto(proxy.url);
      await page.waitFor('llm-window >> textarea'); // the element is there
      proxy.refuse(true);
      proxy.cut();
      await page.ask(QUESTION);
      await page.waitFor('llm-window:state(error)');
      expect((await page.text('llm-status >> [part~=error]')).length).to.be.greaterThan(20);
      proxy.refuse(false);
      await page.click('llm-status >> [part~=retry]');
      await done(page);
      expect(await page.text(TEXT)).to.match(/Moon/);
      await page.waitFor('llm-turn-actions >> [part=actions]'); // what is fetched later is not asked for where the first try failed
    });
  });

  // WebKitGTK's window is never narrower than its buttons.
  for (const width of browser.name === 'webkit' ? [450, 1280] : [320, 390, 1280]) {
    it(`fits a screen ${width} px wide`, async () => {
      await using server = await runServer({CORPUS});
      await browser.page(
        async (page) => {
          await page.goto(server.url);
          expect(await page.run(() => innerWidth)).to.equal(width);
          await page.ask(QUESTION);
          await done(page);
          const overflow = await page.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overflow).to.equal(0);
        },
        {viewport: {width, height: 800}},
      );
    });
  }
});
