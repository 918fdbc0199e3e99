/**
 * scripts - pictures of the demo page in every state, to look at: `node scripts/screenshots.ts <folder>`.
 * The folder must lie outside the repository. Needs a Chromium and a built client (`node scripts/build-client.ts`).
 */
import {mkdir} from 'node:fs/promises';
import {join, relative, resolve} from 'node:path';
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core';
import {chromiumMissing, findChromium} from '../test/support/find-browser.mjs';
import {startElementStandIn} from '../test/support/element-stand-in.ts';

interface Shot {
  readonly name: string;
  readonly question?: string;
  /** What must be on the page first. */
  readonly ready?: string;
  /** What to do then. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** What must be there after that. */
  readonly then?: string;
}

const asking = 'Why are there two high tides a day?';
const shots: readonly Shot[] = [
  {name: 'empty'},
  {name: 'typing', prepare: async (page) => await page.locator('textarea').fill('Why are there two high tides a day?\nAnd why not everywhere?')},
  {name: 'models', prepare: async (page) => await page.locator('llm-model-menu button').click()},
  {name: 'reading', question: `reading: ${asking}`, ready: 'llm-progress progress[value="4"]'},
  {name: 'thinking', question: `thinking: ${asking}`, ready: 'llm-answer .reasoning'},
  {name: 'streaming', question: `slow: ${asking}`, ready: 'llm-answer ul'},
  {name: 'done', question: `one: ${asking}`, ready: 'llm-answer footer'},
  {name: 'progress', question: `one: ${asking}`, ready: 'llm-answer footer', prepare: async (page) => await page.locator('llm-progress summary').click()},
  {name: 'citation', question: `one: ${asking}`, ready: 'llm-answer footer', prepare: async (page) => await page.locator('llm-answer .citation').nth(2).hover()},
  {name: 'rich', question: `rich: ${asking}`, ready: 'llm-answer .diagram.drawn', prepare: async (page) => await page.locator('llm-answer .diagram').scrollIntoViewIfNeeded()},
  {
    name: 'rich-rtl',
    question: `rich: ${asking}`,
    ready: 'llm-answer .diagram.drawn',
    prepare: async (page) => {
      await page.evaluate("Object.assign(document.documentElement, {lang: 'ar', dir: 'rtl'})");
      await page.getByRole('button', {name: 'مصدر الرسم التخطيطي'}).or(page.locator('llm-answer .diagram-source')).first().click();
    },
  },
  {name: 'comparing', question: `comparing: ${asking}`, ready: 'llm-answer .notice'},
  {name: 'stopping-one', question: `comparing: ${asking}`, ready: 'llm-answer .stop', prepare: async (page) => await page.locator('llm-answer .stop').first().click()},
  {name: 'source', question: `one: ${asking}`, ready: 'llm-answer footer', prepare: async (page) => await page.locator('llm-sources summary').nth(1).click()},
  {name: 'comment', question: `one: ${asking}`, ready: 'llm-answer footer', prepare: async (page) => await page.locator('llm-turn-actions .rate button').first().click()},
  {name: 'several', question: `several: ${asking}`, ready: 'llm-answer[kind=synthesis] footer'},
  {name: 'failing', question: `failing: ${asking}`, ready: 'llm-status .error'},
  {name: 'breaking', question: `breaking: ${asking}`, ready: 'llm-answer .notice.error'},
  {name: 'busy', question: `busy: ${asking}`, ready: 'llm-status .error'},
  {name: 'dropped', question: `dropped: ${asking}`, ready: 'llm-status .notice.waiting'},
  {
    name: 'follow-up',
    question: `one: ${asking}`,
    ready: 'llm-answer footer',
    prepare: async (page) => {
      await ask(page, 'slow: And why not everywhere?');
      await page.locator('llm-answer ul').nth(1).waitFor();
    },
  },
  {name: 'editing', question: `one: ${asking}`, ready: 'llm-answer footer', prepare: async (page) => await page.locator('button.edit').click()},
  {
    name: 'history',
    prepare: async (page) => {
      await set(page, 'history', '');
      await ask(page, `one: ${asking}`);
      await page.locator('llm-answer footer').waitFor();
      await page.locator('.bar button').first().click();
    },
    then: 'llm-history button',
  },
  {name: 'popup-closed', prepare: async (page) => await set(page, 'mode', 'popup'), then: '.launcher'},
  {
    name: 'popup',
    prepare: async (page) => {
      await set(page, 'mode', 'popup');
      await page.locator('.launcher').click();
      await ask(page, `slow: ${asking}`);
    },
    then: 'llm-answer ul',
  },
  {
    name: 'page',
    prepare: async (page) => {
      await set(page, 'mode', 'page');
      await ask(page, `one: ${asking}`);
    },
    then: 'llm-answer footer',
  },
  {name: 'stopped', question: `slow: ${asking}`, ready: 'llm-answer ul', prepare: async (page) => await page.keyboard.press('Escape'), then: 'llm-status .notice'},
];

async function ask(page: Page, question: string): Promise<void> {
  await page.locator('textarea').fill(question);
  await page.keyboard.press('Enter');
}

const set = async (page: Page, name: string, value: string): Promise<void> =>
  await page.locator('llm-window').evaluate((element: {setAttribute(name: string, value: string): void}, [attribute, to]) => element.setAttribute(attribute, to), [name, value] as const);

interface Look extends Required<Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors'>> {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Of a page that is read from right to left. */
  readonly lang?: string;
}

const looks: readonly Look[] = [
  {name: 'desktop-light', width: 1280, height: 900, colorScheme: 'light', forcedColors: 'none'},
  {name: 'desktop-dark', width: 1280, height: 900, colorScheme: 'dark', forcedColors: 'none'},
  {name: 'phone-light', width: 390, height: 844, colorScheme: 'light', forcedColors: 'none'},
  {name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark', forcedColors: 'none'},
  {name: 'narrow', width: 320, height: 640, colorScheme: 'light', forcedColors: 'none'},
  {name: 'right-to-left', width: 720, height: 900, colorScheme: 'light', forcedColors: 'none', lang: 'ar'},
  {name: 'forced', width: 1000, height: 800, colorScheme: 'dark', forcedColors: 'active'},
];

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? '');
const only = process.argv[3] ?? '';
if (process.argv[2] === undefined || !relative(root, folder).startsWith('..')) throw new Error('Name a folder outside the repository.');
const executablePath = findChromium();
if (executablePath === undefined) throw new Error(chromiumMissing);

await mkdir(folder, {recursive: true});
const standIn = await startElementStandIn(join(root, 'client/dist'));
try {
  for (const look of looks) {
    const wanted = shots.filter(({name}) => `${look.name}-${name}`.includes(only));
    if (wanted.length === 0) continue;
    const browser = await chromium.launch({executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : []});
    for (const shot of wanted) await take(browser, look, shot);
    await browser.close();
  }
} finally {
  await standIn.close();
}

async function take(within: Browser, {name, width, height, colorScheme, forcedColors, lang}: Look, shot: Shot): Promise<void> {
  const context = await within.newContext({viewport: {width, height}, colorScheme, forcedColors, reducedMotion: 'reduce'});
  const page = await context.newPage();
  page.on('console', (message) => console.log(`${name}-${shot.name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}-${shot.name}: ${error.message}`));
  await page.goto(standIn.url);
  await page.locator('llm-window').waitFor();
  if (lang !== undefined) await page.locator('html').evaluate((html: {setAttribute(name: string, value: string): void}, tag) => {
      html.setAttribute('lang', tag);
      html.setAttribute('dir', 'rtl');
    }, lang);
  if (shot.question !== undefined) await ask(page, shot.question);
  if (shot.ready !== undefined) await page.locator(shot.ready).first().waitFor({state: 'attached'});
  await shot.prepare?.(page);
  if (shot.then !== undefined) await page.locator(shot.then).first().waitFor({state: 'attached'});
  await page.waitForTimeout(350);
  await page.screenshot({path: join(folder, `${name}-${shot.name}.png`), fullPage: true});
  await context.close();
}
