/** perf/scenarios - frames a second in a real Chromium on the demo page, while an answer streams at 100 tokens a second. */
import {openAiStandIn} from '../../test/support/openai-stand-in.ts';
import {openChromium, openPage} from '../../test/support/open-chromium.ts';
import {runServer} from '../../test/support/run-server.ts';
import {round} from '../support/percentiles.ts';
import type {Scenario} from '../support/scenario.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'frames',
  asks: 'How many frames a second does Chromium draw while an answer streams?',
  onlyByName: true,
  run: measureFrames,
};

/** What the page did while text came in. */
export interface FramesResult {
  /** Animation frames a second. */
  readonly framesPerSecond: number;
  /** The same on an empty page before, as a measure of the machine. */
  readonly emptyPageFramesPerSecond: number;
  /** Tasks over 50 ms. */
  readonly longTasks: number;
  /** From pressing Enter to the first text on the screen, in milliseconds: a cold page and a cold server. */
  readonly firstTextMs: number;
}

const TOKENS = 1_000;
const paragraph = (index: number) => (index % 60 === 59 ? '\n\n' : index % 23 === 0 ? '**bold** ' : index % 37 === 0 ? '[1] ' : `word${index} `);

/** Counts animation frames for a while, in the page. */
const countFrames = (ms: number): Promise<number> =>
  new Promise((done) => {
    const startedAt = performance.now();
    let frames = 0;
    const tick = () => {
      frames += 1;
      const elapsed = performance.now() - startedAt;
      if (elapsed < ms) requestAnimationFrame(tick);
      else done((frames * 1_000) / elapsed);
    };
    requestAnimationFrame(tick);
  });

/** One question, watched for six seconds of its text. */
async function measureFrames(): Promise<FramesResult> {
  const llm = await openAiStandIn({steady: {tokens: Array.from({length: TOKENS}, (_, index) => paragraph(index)), tokenMs: 10}});
  await using server = await runServer({LLM_BASE_URL: llm.url, LLM_MODELS: 'steady', LLM_ANALYSIS: 'off'});
  await server.printed(/Corpus/);
  const browser = await openChromium();
  const {page} = await openPage(browser, {viewport: {width: 1280, height: 900}});
  const emptyPageFramesPerSecond = round(await page.evaluate(countFrames, 3_000));
  await page.goto(server.url);
  await page.evaluate(() => {
    const seen = {longTasks: 0};
    Object.assign(window, {seen});
    new PerformanceObserver((list) => (seen.longTasks += list.getEntries().length)).observe({entryTypes: ['longtask']});
  });
  const box = page.getByRole('textbox');
  await box.fill('How does Koa run its middleware?');
  const askedAt = performance.now();
  await box.press('Enter');
  await page.locator('llm-answer [part~=text]').getByText('word').first().waitFor();
  const firstTextMs = round(performance.now() - askedAt);
  const framesPerSecond = round(await page.evaluate(countFrames, 6_000));
  const longTasks = await page.evaluate(() => (window as unknown as {seen: {longTasks: number}}).seen.longTasks);
  await browser.close();
  await llm.close();
  return {framesPerSecond, emptyPageFramesPerSecond, longTasks, firstTextMs};
}
