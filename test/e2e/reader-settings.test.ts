/** What a reader has set in their system or browser: less motion, colours of their own, large text. Only Chromium lets a test set it. */
import {resolve} from 'node:path';
import {expect} from 'chai';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {openChromium, openPage} from '../support/open-chromium.ts';
import {runServer} from '../support/run-server.ts';

const CORPUS = resolve(import.meta.dirname, '../fixtures/corpus');
const text = `The **moon** pulls [1], says a note[^1]. An_unbroken_word_${'that_goes_on_'.repeat(12)}.\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| ${'some_words | '.repeat(6)}\n\n\`\`\`js\nconst tide = "${'high '.repeat(30)}";\n\`\`\`\n\n[^1]: The note.\n`;

describe('a reader’s settings', () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  /** Asks on a page that has the settings from its beginning. */
  async function asked(settings: BrowserContextOptions, test: (page: Page) => Promise<void>): Promise<void> {
    const llm = await openAiStandIn({writer: {tokens: text.match(/[^]{1,6}/g) ?? [], tokenMs: 8}});
    try {
      await using server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', LLM_RELATED: 'off'});
      await using watched = await openPage(browser, settings);
      await watched.page.addInitScript(noteMotion);
      await watched.page.goto(server.url);
      await watched.page.getByRole('textbox').fill('What causes the tides of the sea?');
      await watched.page.getByRole('textbox').press('Enter');
      await test(watched.page);
      expect(watched.problems).to.deep.equal([]);
    } finally {
      await llm.close();
    }
  }

  const done = (page: Page) => page.locator('llm-window:state(done)').waitFor();

  it('to see less motion is kept to: nothing moves by itself, and nothing scrolls smoothly', async () => {
    await asked({reducedMotion: 'reduce'}, async (page) => {
      await page.locator('llm-answer [part~=text]').getByText('moon').waitFor();
      expect(await page.evaluate(moving), 'while it streams').to.deep.equal([]);
      await done(page);
      await page.locator('llm-answer a[part~=citation]').first().click();
      await page.locator('llm-answer [part~=card]').waitFor();
      expect(await page.evaluate(moving), 'at the end').to.deep.equal([]);
      expect(await page.evaluate(() => (window as unknown as {smooth: number}).smooth)).to.equal(0);
    });
  });

  it('otherwise there is motion, which the test above would see', async () => {
    await asked({reducedMotion: 'no-preference'}, async (page) => {
      await page.locator('llm-answer [part~=text]').getByText('moon').waitFor();
      expect(await page.evaluate(moving)).not.to.deep.equal([]);
      await done(page);
      await page.locator('llm-answer a[part~=citation]').first().click();
      expect(await page.evaluate(() => (window as unknown as {smooth: number}).smooth)).to.be.greaterThan(0);
    });
  });

  it('of colours are kept to: what is to be pressed has an edge or a line, what has the focus a ring, and icons their ink', async () => {
    await asked({forcedColors: 'active'}, async (page) => {
      await done(page);
      expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).to.equal(true);
      expect(await page.evaluate(unseen)).to.deep.equal([]);
    });
  });

  for (const [name, settings, size] of [
    ['of a page enlarged four times', {viewport: {width: 320, height: 256}}, '100%'],
    ['of a page enlarged twice', {viewport: {width: 640, height: 450}, deviceScaleFactor: 2}, '100%'],
    ['of text twice as large', {viewport: {width: 640, height: 900}}, '200%'],
  ] as const) {
    it(`${name} are kept to: nothing is cut off, and the page scrolls one way`, async () => {
      await asked(settings, async (page) => {
        await page.evaluate((fontSize) => document.documentElement.style.setProperty('font-size', fontSize), size);
        await done(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).to.equal(0);
        expect(await page.evaluate(cutOff)).to.deep.equal([]);
      });
    });
  }
});

/** In the page, before its scripts. */
function noteMotion(): void {
  const noted = Object.assign(window, {smooth: 0});
  for (const name of ['scrollIntoView', 'scrollBy', 'scrollTo'] as const) {
    const {[name]: scroll} = Element.prototype as unknown as Record<string, (this: Element, ...given: unknown[]) => void>;
    Object.assign(Element.prototype, {
      [name](this: Element, ...given: unknown[]) {
        if (typeof given[0] === 'object' && given[0] && 'behavior' in given[0] && given[0].behavior === 'smooth') noted.smooth += 1;
        scroll?.apply(this, given);
      },
    });
  }
}

/** In the page: what moves for longer than can be seen, or would if it changed. */
function moving(): string[] {
  const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const isLong = (durations: string) => durations.split(', ').some((duration) => parseFloat(duration) > 0.001);
  return all(document).flatMap((element) =>
    [null, '::before', '::after'].flatMap((pseudo) => {
      const {animationName, animationDuration, transitionDuration, scrollBehavior} = getComputedStyle(element, pseudo);
      const moves = (animationName !== 'none' && isLong(animationDuration)) || isLong(transitionDuration) || scrollBehavior === 'smooth';
      return moves ? [`${element.localName}.${element.getAttribute('class') ?? ''}${pseudo ?? ''}`] : [];
    }),
  );
}

/** In the page: controls without an edge or a line, controls that show no focus, icons without ink. */
function unseen(): string[] {
  const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const nameOf = (element: Element) => `${element.localName}.${element.getAttribute('class') ?? ''} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 20)}`;
  const seen = all(document.querySelector('llm-window')!.shadowRoot!).filter((element) => element.checkVisibility({visibilityProperty: true}));
  const background = getComputedStyle(document.body).backgroundColor;
  return seen.flatMap((element) => {
    const style = getComputedStyle(element);
    if (element instanceof SVGElement) return element.localName === 'svg' && style.color === background ? [`no ink: ${nameOf(element)}`] : [];
    if (!element.matches('button, a[href], textarea, summary') || !(element instanceof HTMLElement)) return [];
    element.focus();
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    const around = element.closest('.box');
    const ring = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || (around && getComputedStyle(around).outlineStyle !== 'none');
    const edge = (style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0 && style.borderTopColor !== background) || style.textDecorationLine !== 'none' || element.querySelector('svg, img') || element.matches('a, textarea');
    return [...(ring ? [] : [`no ring: ${nameOf(element)}`]), ...(edge ? [] : [`no edge: ${nameOf(element)}`])];
  });
}

/** In the page: what sticks out of the window and can't be scrolled to. */
function cutOff(): string[] {
  const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const parentOf = (element: Element): Element | null => element.assignedSlot ?? element.parentElement ?? (element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : null);
  const scrolls = (element: Element | null): boolean => element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(parentOf(element)));
  return all(document).flatMap((element) => {
    const {left, right, width} = element.getBoundingClientRect();
    const isOut = width > 2 && element.checkVisibility({visibilityProperty: true}) && (left < -1 || right > innerWidth + 1) && !scrolls(element);
    return isOut && !element.closest('.visually-hidden') ? [`${element.localName}.${element.getAttribute('class') ?? ''} ${left}–${right}`] : [];
  });
}
