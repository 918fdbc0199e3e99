/** The built element on pages with the strictest policy there is, alone, beside another Lit, and beside another copy of itself. */
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {expect} from 'chai';
import {build} from 'esbuild';
import type {Browser} from 'playwright-core';
import {buildClient} from '../../scripts/build-client.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';

const root = join(import.meta.dirname, '../..');
const policyWith = (policies: string) => `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types ${policies}`;

/** A page's own Lit, which makes its policy when it loads. */
async function ownLit(): Promise<string> {
  const {outputFiles} = await build({stdin: {contents: "import {html, render} from 'lit'; render(html`<p id=own>own</p>`, document.body);", resolveDir: root}, bundle: true, format: 'esm', write: false});
  return outputFiles[0]?.text ?? '';
}

async function site(policies: string, scripts: readonly string[]) {
  const lit = await ownLit();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const script = (text: string) => response.setHeader('content-type', 'text/javascript').end(text);
    if (path === '/') {
      const tags = scripts.map((src) => `<script type="module" src="${src}"></script>`).join('');
      response.setHeader('content-security-policy', policyWith(policies)).setHeader('content-type', 'text/html').end(`<!doctype html><html lang="en"><title>Host</title><llm-window></llm-window>${tags}`);
    } else if (path === '/own-lit.js') script(lit);
    else if (path.endsWith('.js')) readFile(join(root, 'client/dist', path.replace('/again', '')), 'utf8').then(script, () => response.writeHead(404).end());
    else response.writeHead(404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    }};
}

const notFound = /404/;

describe('a page with a strict policy', () => {
  let browser: Browser;
  before(async () => {
    await buildClient();
    browser = await openChromium();
  });
  after(() => browser.close());

  const open = async (policies: string, scripts: readonly string[], isDefined: boolean) => {
    await using host = await site(policies, scripts);
    await using watched = await openPage(browser);
    const {page, problems} = watched;
    await page.goto(host.url);
    if (isDefined) await page.locator('llm-window textarea').waitFor();
    else await page.waitForTimeout(500);
    const defined = await page.evaluate(() => customElements.get('llm-window') !== undefined);
    const requests = await page.evaluate(() => performance.getEntriesByType('resource').map(({name}) => new URL(name).pathname));
    return {defined, problems: problems.filter((problem) => !notFound.test(problem)), requests};
  };

  it('has the element, without any violation, when it allows the policy "lit-html"', async () => {
    expect(await open('lit-html', ['/llm-window.js'], true)).to.deep.include({defined: true, problems: []});
  });

  it('that runs a Lit of its own needs \'allow-duplicates\' too', async () => {
    expect(await open("lit-html 'allow-duplicates'", ['/own-lit.js', '/llm-window.js'], true)).to.deep.include({defined: true, problems: []});
  });

  it('is told what to allow when it does not', async () => {
    const {defined, problems} = await open('lit-html', ['/own-lit.js', '/llm-window.js'], false);
    expect(defined).to.equal(false);
    expect(problems.join('\n')).to.contain('llm-window could not be loaded').and.to.contain("'allow-duplicates'");
  });

  it('loads nothing for a second copy', async () => {
    const {problems, requests} = await open('lit-html', ['/llm-window.js', '/again/llm-window.js'], true);
    expect(problems).to.deep.equal([]);
    expect(requests.filter((path) => /^\/again\/chunks\/(define-elements|answering)/.test(path))).to.deep.equal([]);
  });
});
