/** Every example of the CommonMark specification, whole and cut at random: what markdown-it makes of it at once, raw HTML as text. */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {loadEntities} from '../../../client/markdown/slim/entities.ts';
import {outline} from './support/dom-outline.ts';
import {expectedOutline} from './support/expected-outline.ts';
import {cut, render} from './support/render.ts';
import {cuttings, seed} from './support/seeded.ts';

/** How many cuttings of each example: 4, and 200 in `npm run test:long`. See web-test-runner.config.mjs. */
declare const CUTTINGS: number;

const specification = new URL('../../../node_modules/commonmark-spec/spec.txt', import.meta.url);

async function examples(): Promise<readonly string[]> {
  const text = await (await fetch(specification)).text();
  return [...text.replaceAll('\r\n', '\n').matchAll(/^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm)].map(([, source = '']) => source.replaceAll('→', '\t'));
}

describe('CommonMark 0.31.2', () => {
  let all: readonly string[] = [];
  before(async () => {
    await loadEntities();
    all = await examples();
  });

  it('has 652 examples', () => {
    expect(all).to.have.length(652);
  });

  it('is drawn as the whole parser has it, every example', () => {
    for (const text of all) {
      const element = render([text]);
      expect(outline(element), JSON.stringify(text)).to.equal(expectedOutline(text));
      expect(element.querySelector('.math, .footnote, .footnotes'), 'what CommonMark does not have').to.be.null;
    }
  });

  it('is drawn the same however it is cut, every example', () => {
    for (const text of all) {
      const whole = outline(render([text]));
      fc.assert(fc.property(cuttings, (lengths) => outline(render(cut(text, lengths))) === whole), {seed, numRuns: CUTTINGS});
    }
  });
});
