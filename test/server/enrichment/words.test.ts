import {expect} from 'chai';
import {countShared, wordsOf} from '../../../server/enrichment/words.ts';

describe('wordsOf', () => {
  for (const [one, other] of [
    ['Tides', 'tide'],
    ['running', 'runs'],
    ['cities', 'city'],
    ['making', 'make'],
    ['stopped', 'stops'],
    ['classes', 'class'],
    ['boxes', 'box'],
    ['ﬁnd', 'find'],
    ['ÉTÉ', 'été'],
  ] as const) {
    it(`takes "${one}" and "${other}" for the same`, () => {
      expect(wordsOf(one)).to.deep.equal(wordsOf(other));
    });
  }

  for (const [one, other] of [
    ['bus', 'bu'],
    ['glass', 'glas'],
    ['sing', 's'],
    ['C++', 'C'],
    ['C#', 'C'],
    ['node20', 'node'],
  ] as const) {
    it(`takes "${one}" and "${other}" for different words`, () => {
      expect(wordsOf(one)).to.not.deep.equal(wordsOf(other));
    });
  }

  it('finds words in scripts with and without spaces', () => {
    expect(wordsOf('Приливы и отливы')).to.deep.equal(['приливы', 'и', 'отливы']);
    expect(wordsOf('المد والجزر')).to.have.length(2);
    expect(wordsOf('潮汐是由月球引起的')).to.include('潮汐').and.include('月球');
    expect(wordsOf('潮の満ち引き')).to.include('潮');
    expect(wordsOf('น้ำขึ้นน้ำลง').length).to.be.greaterThan(1);
  });

  it('finds none in what has none', () => {
    expect(wordsOf(' … — !? ')).to.deep.equal([]);
  });
});

describe('countShared', () => {
  it('counts what both have, whichever comes first', () => {
    const [few, many] = [new Set(['a', 'b']), new Set(['b', 'c', 'd'])];
    expect(countShared(few, many)).to.equal(1);
    expect(countShared(many, few)).to.equal(1);
  });
});
