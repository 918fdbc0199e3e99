import {expect} from 'chai';
import {toPassage} from '../../../server/enrichment/cut-passages.ts';
import {scorePassages as score, share, toTerms} from '../../../server/enrichment/score-passages.ts';
import {cutPassages} from '../../support/cut-passages.ts';

interface Page {
  readonly title: string;
  readonly texts: readonly string[];
}
const page = (title: string, ...texts: readonly string[]): Page => ({title, texts});
const scorePassages = (pages: readonly Page[], terms: ReadonlySet<string>) =>
  score(pages.map(({title, texts}) => ({title, passages: texts.map((text, at) => toPassage(text, undefined, at, terms))})), terms);

describe('scorePassages', () => {
  it('puts the passage that answers first', () => {
    const [scores] = scorePassages([page('', 'Cookies and imprint.', 'The moon pulls the sea: tides.', 'The sea is salty.')], toTerms(['moon', 'tides']));
    expect(scores![1]).to.be.greaterThan(scores![2]!);
    expect(scores![0]).to.equal(0);
  });

  it('counts a rare term for more than a common one', () => {
    const [scores] = scorePassages([page('', 'sea sand', 'sea neap', 'sea air', 'sea salt')], toTerms(['sea', 'neap']));
    expect(scores![1]).to.be.greaterThan(2 * scores![0]!);
  });

  it('counts the heading', () => {
    const terms = toTerms(['neap']);
    const {passages} = cutPassages(
      [
        {kind: 'heading', text: 'Neap tides'},
        {kind: 'paragraph', text: 'They come at half moon.'},
        {kind: 'heading', text: 'Other'},
        {kind: 'paragraph', text: 'They come at full moon.'},
      ],
      terms,
    );
    const [scores] = score([{title: '', passages}], terms);
    expect(scores![0]).to.be.greaterThan(0);
    expect(scores![1]).to.equal(0);
  });

  it('prefers, among equals, a page whose title fits, and an earlier passage', () => {
    const [plain, titled] = scorePassages([page('Else', 'tides here', 'tides here'), page('Tides', 'tides here', 'tides here')], toTerms(['tides']));
    expect(titled![0]).to.be.greaterThan(plain![0]!);
    expect(plain![0]).to.be.greaterThan(plain![1]!);
  });

  it('takes nothing for an answer', () => {
    expect(scorePassages([], toTerms(['tides']))).to.deep.equal([]);
    expect(scorePassages([page('')], toTerms(['tides']))).to.deep.equal([[]]);
    expect(scorePassages([page('A', 'text')], toTerms([]))).to.deep.equal([[0]]);
  });
});

describe('share', () => {
  it('is how many of the terms are among the words', () => {
    expect(share(new Set(['a', 'b']), new Set(['b', 'c']))).to.equal(0.5);
    expect(share(new Set(), new Set(['b']))).to.equal(0);
  });
});
