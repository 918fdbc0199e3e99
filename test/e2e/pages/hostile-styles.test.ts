/** The element inside pages whose style sheets are at war with everything: what is in it looks as it does on an empty page. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import {serveHost} from '../../support/pages/serve-host.ts';
import {type TestPage, useBrowser} from '../../support/pages/use-browser.ts';
import {runServer} from '../../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../../fixtures/corpus');
const QUESTION = 'What causes the tides of the sea?';

/** Resets, frameworks and accidents, as sites have them, each with the weight of `!important`. */
const hostile = `
* { all: unset !important; }
*, *::before, *::after { box-sizing: content-box !important; margin: 7px !important; padding: 3px !important; letter-spacing: 4px !important; text-transform: uppercase !important; }
div, section, ul, ol, p { display: none !important; }
button, textarea, input { position: fixed !important; inset: 0 !important; transform: rotate(8deg) !important; opacity: 0.2 !important; background: lime !important; }
a { color: red !important; text-decoration: line-through !important; pointer-events: none !important; }
h1, h2, h3 { font: 90px fantasy !important; }
svg, img { width: 400px !important; height: 1px !important; fill: lime !important; }
[part], [class] { outline: 9px dotted lime !important; }
`;

/** What the page says of the element itself, which is the page's right; an embedder writes this. */
const given = 'llm-window { display: block !important; }';

/** How each part is drawn, in its own words. */
const looks = (page: TestPage, path: string) =>
  page.each(path, (element) => {
    for (const animation of element.getAnimations()) animation.finish();
    const {display, position, fontSize, fontFamily, color, backgroundColor, letterSpacing, textTransform, transform, opacity, pointerEvents, outlineStyle, marginTop, paddingLeft, boxSizing, textDecorationLine} = getComputedStyle(element);
    return {display, position, fontSize, fontFamily, color, backgroundColor, letterSpacing, textTransform, transform, opacity, pointerEvents, outlineStyle, marginTop, paddingLeft, boxSizing, textDecorationLine};
  });

const parts = [
  'llm-question-form >> textarea',
  'llm-question-form >> [part=ask]',
  'llm-window >> [part=frame]',
  'llm-window >> [part=question]',
  'llm-progress >> summary',
  'llm-answer >> [part~=text]',
  'llm-answer >> [part~=text] >> p',
  'llm-answer >> a[part~=citation]',
  'llm-sources >> [part~=source]',
] as const;

describe('a page with a hostile style sheet', () => {
  const browser = useBrowser();

  const asked = async (css: string) => {
    await using host = await serveHost();
    await using server = await runServer({CORPUS, ALLOWED_ORIGINS: host.url});
    host.show({server: server.url, css, body: `<llm-window question="${QUESTION}"></llm-window>`});
    return await browser.page(async (page) => {
      await page.goto(host.url);
      await page.waitFor('llm-window:state(done)');
      const picture = process.env['PICTURES'];
      if (picture !== undefined) await page.handle.screenshot(`${picture}/${browser.name}-${css === '' ? 'plain' : 'hostile'}.png`);
      const drawn: (readonly [string, unknown])[] = [];
      for (const path of parts) drawn.push([path, (await looks(page, path))[0]]);
      const [box] = await page.each('llm-question-form >> [part=ask]', (button) => button.getBoundingClientRect().toJSON() as DOMRect);
      return {drawn: Object.fromEntries(drawn) as Record<string, Record<string, string> | undefined>, box};
    });
  };

  it('changes nothing inside the window', async () => {
    const plain = await asked(given);
    const inWar = await asked(hostile + given);
    for (const path of parts) expect(plain.drawn[path], path).not.to.equal(undefined);
    expect(inWar.drawn).to.deep.equal(plain.drawn);
    expect(inWar.box?.height).to.equal(plain.box?.height);
  });
});
