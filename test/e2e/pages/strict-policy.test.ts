/** The built element on pages with the strictest policy there is, alone, beside another Lit, and beside another copy of itself. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {build} from 'esbuild';
import {version} from '../../../client/version.ts';
import {serveHost} from '../../support/pages/serve-host.ts';
import {useBrowser} from '../../support/pages/use-browser.ts';

const root = join(import.meta.dirname, '../../..');

/** A page's own Lit, which makes its policy when it loads. */
async function ownLit(): Promise<string> {
  const {outputFiles} = await build({stdin: {contents: "import {html, render} from 'lit'; render(html`<p id=own>own</p>`, document.body);", resolveDir: root}, bundle: true, format: 'esm', write: false});
  return outputFiles[0]?.text ?? '';
}

/** The built client, its copy below `/again/`, another version below `/older/`. */
async function script(path: string): Promise<string | undefined> {
  if (path === '/own-lit.js') return await ownLit();
  const text = await readFile(join(root, 'client/dist', path.replace(/^\/(again|older)\//, '/')), 'utf8').catch(() => undefined);
  return path.startsWith('/older/') ? text?.replaceAll(version, '0.0.9') : text;
}

describe('a page with a strict policy', () => {
  const browser = useBrowser();

  interface Seen {
    readonly defined: boolean;
    readonly problems: readonly string[];
    /** Paths that were asked for. */
    readonly requests: readonly string[];
  }

  const open = async (trustedTypes: string, modules: readonly string[], {isDefined = true} = {}): Promise<Seen> => {
    await using host = await serveHost(script);
    host.show({body: '<llm-window models="none-is-asked-for"></llm-window>', trustedTypes, modules});
    return await browser.page(
      async (page) => {
        await page.goto(host.url);
        if (isDefined) await page.waitFor('llm-window >> textarea');
        else while ((await page.problems()).length === 0) await sleep(30);
        await sleep(200); // whatever comes late
        return {
          defined: await page.run(() => customElements.get('llm-window') !== undefined),
          requests: await page.run(() => performance.getEntriesByType('resource').map(({name}) => new URL(name).pathname)),
          problems: await page.problems(),
        };
      },
      {allows: /./},
    );
  };

  it('has the element, without any violation, when it allows the policy "lit-html"', async () => {
    expect(await open('lit-html', ['/llm-window.js'])).to.deep.include({defined: true, problems: []});
  });

  it('gets no global names from it', async () => {
    const names = async (modules: readonly string[]): Promise<readonly string[]> => {
      await using host = await serveHost(script);
      host.show({body: '<llm-window models="none-is-asked-for"></llm-window>', trustedTypes: 'lit-html', modules});
      return await browser.page(async (page) => {
        await page.goto(host.url);
        if (modules.length > 0) await page.waitFor('llm-window >> textarea');
        return await page.run(() => Object.getOwnPropertyNames(globalThis));
      });
    };
    const before = await names([]);
    expect(before).to.include('customElements');
    expect((await names(['/llm-window.js'])).filter((name) => !before.includes(name))).to.deep.equal([]);
  });

  it('that runs a Lit of its own needs \'allow-duplicates\' too', async () => {
    expect(await open("lit-html 'allow-duplicates'", ['/own-lit.js', '/llm-window.js'])).to.deep.include({defined: true, problems: []});
  });

  it('that runs a Lit of its own without it is told what to allow', async () => {
    const {defined, problems} = await open('lit-html', ['/own-lit.js', '/llm-window.js'], {isDefined: false});
    expect(defined).to.equal(false);
    expect(problems.join('\n')).to.contain('llm-window could not be loaded').and.to.contain("'allow-duplicates'");
  });

  it('that allows no policy named "lit-html" is told so', async () => {
    const {defined, problems} = await open('own-policy', ['/llm-window.js'], {isDefined: false});
    expect(defined).to.equal(false);
    expect(problems.join('\n')).to.contain('llm-window could not be loaded').and.to.contain('"trusted-types lit-html"');
  });

  it('loads nothing for a second copy', async () => {
    const {problems, requests} = await open('lit-html', ['/llm-window.js', '/again/llm-window.js']);
    expect(problems).to.deep.equal([]);
    expect(requests.filter((path) => /^\/again\/chunks\/(define-elements|answering)/.test(path))).to.deep.equal([]);
  });

  it('is warned once of a second copy of another version', async () => {
    const {defined, problems, requests} = await open('lit-html', ['/llm-window.js', '/older/llm-window.js']);
    expect(defined).to.equal(true);
    expect(problems).to.deep.equal([`llm-window 0.0.9 was loaded, but this page uses version ${version} already and keeps it.`]);
    expect(requests.filter((path) => /^\/older\/chunks\/(define-elements|answering)/.test(path))).to.deep.equal([]);
  });
});
