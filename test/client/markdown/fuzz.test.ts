/** Random documents and real long ones, each cut several ways: what the whole parser makes of them at once. */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {loadEntities} from '../../../client/markdown/slim/entities.ts';
import {longBlocks} from './support/documents.ts';
import {outline} from './support/dom-outline.ts';
import {expectedOutline} from './support/expected-outline.ts';
import {lineStacks} from './support/line-stacks.ts';
import {cut, render} from './support/render.ts';
import {cuttings, seed} from './support/seeded.ts';

/** How many random documents: 600, and 20,000 in `npm run test:long`. See web-test-runner.config.mjs. */
declare const DOCUMENTS: number;

/** Ways to cut each of them. */
const ways = fc.tuple(cuttings, cuttings, cuttings);

/** Long documents of this repository and of what it is built from, up to 200 KB. */
const real = [
  'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/configuration.md',
  'node_modules/commonmark-spec/spec.txt', 'node_modules/highlight.js/CHANGES.md', 'node_modules/fast-check/README.md', 'node_modules/koa/Readme.md', 'node_modules/piscina/README.md',
];

describe('streamed documents', () => {
  before(loadEntities);

  const check = (documents: fc.Arbitrary<string>, numRuns: number) => {
    const property = fc.property(documents, ways, (text, lengths) => {
      const expected = expectedOutline(text);
      for (const some of lengths) expect(outline(render(cut(text, some)))).to.equal(expected);
    });
    fc.assert(property, {seed, numRuns});
  };

  it('equal a full parse: stacks of lines that sit on block boundaries', () => check(lineStacks, DOCUMENTS * 0.75));

  it('equal a full parse: such stacks behind long blocks', () => {
    check(fc.tuple(fc.constantFrom(...longBlocks), lineStacks).map((parts) => parts.join('')), DOCUMENTS * 0.25);
  });

  for (const path of real) {
    it(`equal a full parse: ${path}`, async () => {
      const response = await fetch(new URL(`../../../${path}`, import.meta.url));
      expect(response.ok).to.equal(true);
      const text = await response.text();
      const expected = expectedOutline(text);
      const steps = text.length > 50_000 ? [[997], [180, 7, 403]] : [[40, 3, 17], [211]];
      for (const lengths of steps) expect(outline(render(cut(text, lengths))) === expected, `in pieces of ${lengths.join()}`).to.equal(true);
    });
  }
});
