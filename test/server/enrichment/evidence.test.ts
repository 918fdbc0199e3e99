import {expect} from 'chai';
import {choosePassages} from '../../../server/enrichment/choose-passages.ts';
import type {TextBlock} from '../../../server/enrichment/page-reader.ts';
import {scorePassages, toTerms} from '../../../server/enrichment/score-passages.ts';
import {cutPassages} from '../../support/cut-passages.ts';

const words = 'the tides of a harbour rise and fall; neap tides, spring tides. Moonlight falls on C++ boats — running late, “tied” up to quays. Sailors’ lists; 12 m, x_1'.split(' ');

/** Pages that say something of this and that, the same with every run: twelve parts each, a heading over each. */
function pageOf(number: number): readonly TextBlock[] {
  let state = number;
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  return Array.from({length: 12}, (_, part): readonly TextBlock[] => [
    {kind: 'heading', text: part % 4 === 0 ? `Tides ${part}` : `Part ${part}`},
    {kind: 'paragraph', text: Array.from({length: 40 + next(60)}, () => words[next(words.length)]).join(' ')},
    ...(part % 3 === 0 ? [{kind: 'code' as const, text: Array.from({length: 9}, () => words[next(words.length)]).join('\n')}] : []),
  ]).flat();
}

describe('evidence', () => {
  it('is the same passages of the same pages, however they are cut, counted and scored', () => {
    const terms = toTerms(['Why do neap tides rise in a harbour with C++ boats?']);
    const pages = [1, 2, 3, 4].map((number) => ({title: `Page ${number}`, passages: cutPassages(pageOf(number), terms).passages}));
    const chosen = choosePassages(pages, scorePassages(pages, terms), 1_200);
    expect(chosen.map(({words: length, passages}) => [length, ...passages.map(({heading, score}) => `${heading}: ${score.toFixed(3)}`)])).to.deep.equal([
      [39, 'Part 10: 1.673'],
      [137, 'Tides 0: 2.375', 'Part 10: 1.350', 'Part 11: 1.741'],
      [166, 'Part 5: 1.010', 'Part 7: 1.825', 'Part 11: 1.208'],
      [88, 'Tides 8: 0.579', 'Part 10: 1.191'],
    ]);
  });
});
