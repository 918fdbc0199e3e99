import {expect} from '@open-wc/testing';
import {CitedText, renumbered} from '../../../client/protocols/cited-text.ts';

const numbers = new Map([[1, 4], [2, 1], [10, 12]]);
const numberOf = (own: number) => numbers.get(own);

describe('CitedText', () => {
  const samples = [
    ['The Moon [1] and the Sun [2][10].', 'The Moon [4] and the Sun [1][12].'],
    ['Both [1, 2] and [1,2].', 'Both [4][1] and [4][1].'],
    ['Not there [7].', 'Not there \\[7\\].'],
    ['A link [1](https://a.example/) and \\[1] and [a].', 'A link [1](https://a.example/) and \\[1] and [a].'],
    ['In code `a[1]` and ``b`[2]``, then [1].', 'In code `a[1]` and ``b`[2]``, then [4].'],
    ['```js\na[1] `\n\nb[2]\n```\nthen [1]', '```js\na[1] `\n\nb[2]\n```\nthen [4]'],
    ['An open ` tick [1]\n\nand [1]', 'An open ` tick [1]\n\nand [4]'],
    ['An escaped \\` tick [1]', 'An escaped \\` tick [4]'],
    ['Open [1', 'Open [1'],
    ['A range[1-2], [1–2] and [1, 2-2]; cut off [1-', 'A range[4][1], [4][1] and [4][1]; cut off [1-'],
    ['None: [2-1], [1-300], [2024-01-02], `[1-2]`, [1-2](https://a.example/)', 'None: [2-1], [1-300], [2024-01-02], `[1-2]`, [1-2](https://a.example/)'],
  ] as const;

  for (const [own, told] of samples) {
    it(`tells ${JSON.stringify(own)} with the run’s numbers, wherever it is cut`, () => {
      expect(renumbered(own, numberOf)).to.equal(told);
      for (let cut = 0; cut <= own.length; cut++) {
        const text = new CitedText(numberOf);
        expect(text.take(own.slice(0, cut)) + text.take(own.slice(cut)) + text.rest(), `cut at ${cut}`).to.equal(told);
      }
      const text = new CitedText(numberOf);
      expect(Array.from(own, (piece) => text.take(piece)).join('') + text.rest(), 'letter by letter').to.equal(told);
    });
  }

  it('leaves ranges as they are where there are no sources', () => {
    expect(renumbered('From [1-2].', numberOf, () => false)).to.equal('From [1-2].');
  });

  it('holds back no more than a marker', () => {
    const text = new CitedText(numberOf);
    expect(text.take('The Moon [')).to.equal('The Moon ');
    expect(text.take('1]')).to.equal('');
    expect(text.take('.')).to.equal('[4].');
    expect(text.take('['.padEnd(200, '1'))).to.have.length.greaterThan(100);
  });
});
