/** The element in front of servers that are not ours: an app made with the AI SDK, and OpenAI-compatible ones. Real HTTP, real browsers. */
import {readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {startAiSdkApp} from '../../support/ai-sdk-app.ts';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {serveHost} from '../../support/pages/serve-host.ts';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const built = (path: string) => readFile(join(import.meta.dirname, '../../../client/dist', path), 'utf8').catch(() => undefined);
const TEXT = 'llm-answer >> [part~=text]';
const done = (page: TestPage) => page.waitFor('llm-window:state(done)');
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((later) => setTimeout(later, 10));
};

describe('an app made with the AI SDK', () => {
  const browser = useBrowser();

  it('is asked as the SDK’s own client asks; its text, reasoning, sources and token counts are shown', async () => {
    const sources = [{url: 'https://moon.example/tides', title: 'Tides and the Moon'}];
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({reasoning: 'First the Moon.', sources, tokens: ['The **Moon** ', 'does it. [1]']}, {allowed: host.url});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await done(page);
      expect(await page.text(TEXT)).to.equal('The Moon does it. [1]');
      expect(await page.texts(`${TEXT} >> strong`)).to.deep.equal(['Moon']);
      expect(await page.each('llm-answer >> a[part~=citation]', (link) => link.getAttribute('href'))).to.deep.equal(['https://moon.example/tides']);
      expect(await page.text('llm-sources >> [part~=source]')).to.contain('Tides and the Moon');
      expect(await page.text('llm-answer >> [part~=facts]')).to.contain('2 tokens');
      expect((await page.each('llm-answer >> details', (details) => details.textContent)).join()).to.contain('First the Moon.');
    });
    const [call] = app.calls;
    expect(call?.body).to.deep.include({trigger: 'submit-message'});
    expect(call?.prompt).to.deep.equal([{role: 'user', content: [{type: 'text', text: 'Why tides?'}]}]);
    expect(call?.headers.cookie).to.equal(undefined);
  });

  it('is asked in the same chat again by a reader who comes back to a conversation that the browser has kept', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: ['The Moon.']}, {allowed: host.url});
    host.show({body: `<llm-window history protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    const kept = (page: TestPage) => page.run(() => Object.values<string>(localStorage as unknown as Record<string, string>).map((text) => JSON.parse(text) as {turns: unknown[]}[]).map((list) => list.map(({turns}) => turns.length)));
    const asked = async (page: TestPage, question: string, turns: number) => {
      await page.ask(question);
      while (JSON.stringify(await kept(page)) !== JSON.stringify([[turns]])) await new Promise((later) => setTimeout(later, 50));
    };
    await browser.page(async (page) => {
      await page.goto(host.url);
      await asked(page, 'Why tides?', 1);
      await page.goto(host.url);
      await page.click('llm-window >> [aria-label="Earlier conversations"]');
      await page.click('llm-history >> button.open');
      await page.waitFor(TEXT, {containing: 'The Moon.'});
      await asked(page, 'And why two?', 2);
    });
    const [first, second] = app.calls;
    expect(second?.body.id).to.equal(first?.body.id);
    expect(second?.prompt).to.have.length(3);
  });

  it('hears what was said before, in one chat', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: ['The Moon.']}, {allowed: host.url});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await done(page);
      await page.ask('And why two?');
      await until(() => app.calls.length === 2);
      await done(page);
      expect(await page.count(TEXT)).to.equal(2);
    });
    const [first, second] = app.calls;
    expect(second?.body.id).to.equal(first?.body.id);
    expect(second?.prompt).to.deep.equal([
      {role: 'user', content: [{type: 'text', text: 'Why tides?'}]},
      {role: 'assistant', content: [{type: 'text', text: 'The Moon.'}]},
      {role: 'user', content: [{type: 'text', text: 'And why two?'}]},
    ]);
  });

  it('is hung up on when the reader stops; what was written stays', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: Array.from({length: 3_000}, (_, index) => `word${index} `), tokenMs: 50}, {allowed: host.url});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await page.waitFor(TEXT, {containing: 'word3'});
      await page.click('llm-question-form >> button.stop');
      await page.waitFor('llm-window:state(stopped)');
      expect(await page.text(TEXT)).to.contain('word3').and.not.to.contain('word2999');
      await until(() => app.open === 0);
    });
  });

  it('is hung up on when the window is removed from its page, and not when it is moved there', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: Array.from({length: 3_000}, (_, index) => `word${index} `), tokenMs: 50}, {allowed: host.url});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}" question="Why tides?"></llm-window><main></main>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.waitFor(TEXT, {containing: 'word3'});
      await page.run(() => document.querySelector('main')?.append(document.querySelector('llm-window') ?? ''));
      await page.waitFor(TEXT, {containing: 'word20'});
      await page.run(() => document.querySelector('llm-window')?.remove());
      await until(() => app.open === 0);
    });
  });

  it('that fails in mid-answer keeps what was written, and says why in its own words', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: ['The Moon '], failure: 'The tide went out.'}, {allowed: host.url});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await page.waitFor('llm-window:state(error)');
      expect(await page.text(TEXT)).to.equal('The Moon');
      await page.waitFor('llm-answers >> *', {containing: 'The tide went out.'});
    });
  });

  it('that does not let this page ask is told from one that can’t be reached', async () => {
    await using host = await serveHost(built);
    await using app = await startAiSdkApp({tokens: ['x']});
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await page.waitFor('llm-status >> [part~=error]', {containing: 'This page may not ask this server.'});
    });
    expect(app.calls).to.deep.equal([]);
  });

  it('gets a new token when it refuses the old one', async () => {
    await using host = await serveHost(built);
    let token = 'old';
    await using app = await startAiSdkApp({tokens: ['The Moon.']}, {allowed: host.url, token: () => token});
    token = 'new';
    const script = "document.querySelector('llm-window').getToken = ({renew}) => (renew ? 'new' : 'old');";
    host.show({body: `<llm-window protocol="ai-sdk" server="${app.url}"></llm-window>`, connect: [app.url], script});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await done(page);
      expect(await page.text(TEXT)).to.equal('The Moon.');
    });
  });
});

describe('an OpenAI-compatible server', () => {
  const browser = useBrowser();

  it('on the page’s own origin is asked for several models at once, each of which fails by itself', async () => {
    const llm = await openAiStandIn({good: {tokens: ['The ', 'Moon.'], reasoning: ['Think.']}, bad: {fault: 'error-chunk', tokens: ['Half ', 'of it']}});
    await using host = await serveHost(built, {'/v1': llm.url});
    host.show({body: `<llm-window protocol="openai" server="/v1" models="good,bad"></llm-window>`});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await done(page);
      expect(await page.text(TEXT)).to.equal('The Moon.');
      expect((await page.texts('llm-answers >> *')).join('\n')).to.contain('bad');
      await page.ask('And why two?');
      await until(() => llm.calls.length === 4);
      await done(page);
      expect([...page.origins]).to.deep.equal([host.url]);
    });
    const bodies = llm.calls.map(({body}) => body);
    expect(bodies[0]).to.deep.equal({model: 'good', messages: [{role: 'user', content: 'Why tides?'}], stream: true, stream_options: {include_usage: true}});
    expect(bodies.find((body, index) => index > 1 && body?.model === 'good')?.messages).to.deep.equal([
      {role: 'user', content: 'Why tides?'},
      {role: 'assistant', content: 'The Moon.'},
      {role: 'user', content: 'And why two?'},
    ]);
    await llm.close();
  });

  it('that refuses says why: the words are by status', async () => {
    const llm = await openAiStandIn({busy: {fault: 'rate-limited'}});
    await using host = await serveHost(built, {'/v1': llm.url});
    host.show({body: `<llm-window protocol="openai" server="/v1" models="busy"></llm-window>`});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('Why tides?');
      await page.waitFor('llm-status >> [part~=error]', {containing: 'Too many questions in a short time.'});
    });
    await llm.close();
  });

  it('that cites, as Sonar does and as ours does, has its sources shown and linked', async () => {
    await using host = await serveHost(built);
    await using server = await runServer({CORPUS: resolve(import.meta.dirname, '../../fixtures/corpus'), ALLOWED_ORIGINS: host.url});
    host.show({body: `<llm-window protocol="openai" server="${server.url}/v1" models="extractive"></llm-window>`, connect: [server.url]});
    await browser.page(async (page) => {
      await page.goto(host.url);
      await page.ask('What causes the tides of the sea?');
      await done(page);
      expect(await page.text(TEXT)).to.match(/Moon/);
      const [href] = await page.each('llm-answer >> a[part~=citation]', (link) => link.getAttribute('href'));
      expect(href).to.match(/\/v1\/corpus\/[0-9a-f]+/);
      expect(await page.count('llm-sources >> [part~=source]')).to.be.greaterThan(0);
    });
  });
});
