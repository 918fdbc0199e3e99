import {expect} from 'chai';
import fc from 'fast-check';
import {choosePassages as choose} from '../../../server/enrichment/choose-passages.ts';
import {estimateTokens} from '../../../server/enrichment/estimate-tokens.ts';
import {scorePassages, toTerms} from '../../../server/enrichment/score-passages.ts';
import {cutPassages} from '../../support/cut-passages.ts';
import {atLeast} from '../../support/at-least.ts';

type Page = (terms: ReadonlySet<string>) => Parameters<typeof scorePassages>[0][number];

const pageOf =
  (title: string, ...paragraphs: readonly string[]): Page =>
  (terms) => ({title, passages: cutPassages(paragraphs.flatMap((text, at) => [{kind: 'heading' as const, text: `Part ${at}`}, {kind: 'paragraph' as const, text}]), terms).passages});

const chooseFrom = (pages: readonly Page[], terms: ReadonlySet<string>, budget: number) => {
  const cut = pages.map((page) => page(terms));
  return choose(cut, scorePassages(cut, terms), budget);
};
const choosePassages = (...given: Parameters<typeof chooseFrom>) => chooseFrom(...given).map(({passages}) => passages);

describe('choosePassages', () => {
  it('chooses what bears on the question, with its heading', () => {
    const page = pageOf('The sea', 'The sea is salty.', 'Tides are made by the moon.', 'Ships sail on it.');
    const [chosen] = choosePassages([page], toTerms(['tides', 'moon']), 1_000);
    expect(chosen).to.have.length(1);
    expect(chosen![0]).to.include({text: 'Tides are made by the moon.', heading: 'Part 1'});
    expect(chosen![0]!.score).to.be.greaterThan(0);
  });

  it('counts the words that it chose', () => {
    expect(chooseFrom([pageOf('The sea', 'The sea is salty.', 'Tides are made by the moon.')], toTerms(['tides']), 1_000).map(({words}) => words)).to.deep.equal([6]);
  });

  it('works for a language without spaces', () => {
    const page = pageOf('海', '海水是咸的。', '潮汐是由月球的引力引起的。', '船在海上航行。');
    const [chosen] = choosePassages([page], toTerms(['潮汐', '月球']), 1_000);
    expect(chosen!.map(({text}) => text)).to.deep.equal(['潮汐是由月球的引力引起的。']);
  });

  it('takes the openings when nothing matches', () => {
    const [chosen] = choosePassages([pageOf('The sea', 'One.', 'Two.', 'Three.')], toTerms(['mountain']), 1_000);
    expect(chosen!.map(({text}) => text)).to.deep.equal(['One.', 'Two.']);
  });

  it('never exceeds the budget, whatever the pages', () => {
    const page = fc.array(fc.lorem({maxCount: 150}), {maxLength: 10}).map((paragraphs) => pageOf('Page', ...paragraphs));
    fc.assert(
      fc.property(fc.array(page, {maxLength: 5}), fc.array(fc.lorem({maxCount: 1}), {maxLength: 4}), fc.integer({min: 0, max: 1_000}), (pages, terms, budget) => {
        const chosen = choosePassages(pages, toTerms(terms), budget);
        expect(chosen).to.have.length(pages.length);
        const cost = chosen.flat().reduce((sum, {text, heading}) => sum + estimateTokens(text) + estimateTokens(heading ?? ''), 0);
        expect(cost).to.be.at.most(budget);
      }),
      atLeast(50),
    );
  });
});
