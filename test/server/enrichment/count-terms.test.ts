import {expect} from 'chai';
import fc from 'fast-check';
import {countTerms} from '../../../server/enrichment/count-terms.ts';
import {toTerms} from '../../../server/enrichment/score-passages.ts';
import {wordsOf} from '../../../server/enrichment/words.ts';
import {atLeast} from '../../support/at-least.ts';

/** Words in many forms and scripts, and what stands between them. */
const piece = fc.constantFrom(
  ...['tides', 'Tide', 'tiding', 'TIED', 'harbours', 'C', 'C++', 'C#', 'c+++', 'c#d', 'node_modules', '_', 'é', 'e\u0301te', 'ÉTÉ', 'ﬁnds', 'ⅷ', 'Straße', 'Приливы', 'прилив', 'παλίρροια', 'المد'],
  ...['潮汐', '潮の満ち引き', 'น้ำขึ้น', '潮x', '𝒳', '😀', '→', '’', ' ', ' ', '-', '.', '#', '+', '\n', '\u200d', '\ud800'],
);
const text = fc.oneof(fc.array(piece, {maxLength: 30}).map((pieces) => pieces.join('')), fc.array(piece, {maxLength: 30}).map((pieces) => pieces.join(' ')), fc.string({unit: 'binary', maxLength: 60}));

describe('countTerms', () => {
  it('counts terms in any of their forms, and all words', () => {
    const {length, counts} = countTerms('Tides rise: the tide, high or low, is a tidal thing.', toTerms(['tides', 'rising', 'moon']));
    expect(length).to.equal(11);
    expect([...counts]).to.deep.equal([['tid', 2], ['ris', 1]]);
  });

  it('comes to what a list of all words comes to', () => {
    fc.assert(
      fc.property(text, fc.array(text, {maxLength: 4}), (told, asked) => {
        const [terms, words] = [toTerms(asked), wordsOf(told)];
        const {length, counts} = countTerms(told, terms);
        expect(length).to.equal(words.length);
        const expected = new Map<string, number>();
        for (const word of words) if (terms.has(word)) expected.set(word, (expected.get(word) ?? 0) + 1);
        expect([...counts]).to.deep.equal([...expected]);
      }),
      atLeast(500),
    );
  });
});
