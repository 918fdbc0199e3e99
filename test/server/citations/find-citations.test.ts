import {expect} from 'chai';
import fc from 'fast-check';
import {findCitations} from '../../../server/citations/find-citations.ts';

const known = new Set([1, 2, 3, 12]);
/** What is cited, as `number@marker`. */
const cited = (text: string) => findCitations(text, known).map(({n, start, end}) => `${n}@${text.slice(start, end)}`);

describe('findCitations', () => {
  it('finds markers with their spans', () => {
    expect(findCitations('Tides [1] rise.[12]', known)).to.deep.equal([
      {n: 1, start: 6, end: 9},
      {n: 12, start: 15, end: 19},
    ]);
    expect(findCitations('', known)).to.deep.equal([]);
  });

  it('knows several in a row and several in one', () => {
    expect(cited('a [1][2] b [1, 3] c [2,1,2]')).to.deep.equal(['1@[1]', '2@[2]', '1@[1, 3]', '3@[1, 3]', '2@[2,1,2]', '1@[2,1,2]']);
  });

  it('finds numbers that no source has, too; years and the like are none', () => {
    expect(cited('[4] [0] [1, 9] [2024] [99999] [01]')).to.deep.equal(['4@[4]', '1@[1, 9]', '9@[1, 9]']);
  });

  it('knows the forms that were left as they are', () => {
    expect(cited('a ` b 【1】 [^2] [1-3] ［3］ 【1†source】')).to.deep.equal(['1@【1】', '2@[^2]', '1@[1-3]', '2@[1-3]', '3@[1-3]', '3@［3］', '1@【1†source】']);
    expect(cited('on a scale of [1-5]')).to.deep.equal([]);
  });

  it('takes links, definitions, footnotes and escaped brackets for what they are', () => {
    expect(cited('[1](https://a.example) [[1]](u) \\[2\\] [^x] [a1] [1 2] \\\\[3]')).to.deep.equal(['3@[3]']);
    expect(cited('[1]: https://a.example\n  [2]: /b\n[^1]: a note\nas [3]: shows')).to.deep.equal(['3@[3]']);
    expect(cited('Great![1]')).to.deep.equal(['1@[1]']);
  });

  it('leaves code alone', () => {
    expect(cited('`a[1]` [2] ``b[1]` [1]`` [3]')).to.deep.equal(['2@[2]', '3@[3]']);
    expect(cited('[1]\n```js\na[2]\n```\n[3]')).to.deep.equal(['1@[1]', '3@[3]']);
    expect(cited('~~~~\n[1]\n~~~\n[1]\n~~~~\n[3]')).to.deep.equal(['3@[3]']);
    expect(cited('- a\n  ```\n  [1]\n  ```\n- b [2]')).to.deep.equal(['2@[2]']);
    expect(cited('still open\n```\n[1]\n\n[2]')).to.deep.equal([]);
    expect(cited('a\n\n    [1]\n\n- b\n\n    [2]\n\n      c\n\n[3]')).to.deep.equal(['2@[2]', '3@[3]']);
    expect(cited('``` not a fence ``` [1]')).to.deep.equal(['1@[1]']);
  });

  it('knows when a backtick opens nothing', () => {
    expect(cited('a ` b [1]')).to.deep.equal(['1@[1]']);
    expect(cited('a ` b [1]\n\nc ` d [2]')).to.deep.equal(['1@[1]', '2@[2]']);
    expect(cited('\\`[1]`')).to.deep.equal(['1@[1]']);
    expect(cited('`C:\\` [1] `x`')).to.deep.equal(['1@[1]']);
    expect(cited('\\``[1]` [2]')).to.deep.equal(['2@[2]']);
  });

  it('finds nothing but markers, in order, whatever the text', () => {
    const pieces = fc.array(fc.constantFrom('[1]', '[2, 3]', '[7]', '`', '```', '\n', '\n\n', '\\', '~~~', 'a', ' ', '- ', '> ', '(', '['), {maxLength: 60});
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const {n, start, end} of findCitations(text, known)) {
          expect(text.slice(start, end)).to.match(/^\[[\d, ]+\]$/);
          expect(text.slice(start, end)).to.include(String(n));
          expect(start).to.be.at.least(last);
          last = start;
        }
      }),
    );
  });

  // Mocha's own limit is the measure: what is not linear takes minutes.
  for (const piece of ['`', '` ', '`` ` ', '\\`', '[1]: ', '[', '- ', '> ', '\\', '[1][', '```\n', '1, ', '【1†', '    \n']) {
    it(`reads much of ${JSON.stringify(piece)} in linear time`, () => {
      expect(findCitations(`[${piece.repeat(200_000 / piece.length)}`, known)).to.be.an('array');
    });
  }
});
