import {expect} from 'chai';
import fc from 'fast-check';
import {findCitations} from '../../../server/citations/find-citations.ts';
import {MAX_MARKER_LENGTH} from '../../../server/citations/marker.ts';
import {MarkerResolver} from '../../../server/citations/marker-resolver.ts';

const known = new Set([1, 2, 3, 12]);
const resolve = (...pieces: readonly string[]) => {
  const resolver = new MarkerResolver(known);
  return pieces.map((piece) => resolver.push(piece)).join('') + resolver.end();
};
/** Each letter comes alone, and each time the wait is over. */
const resolveSlowly = (text: string) => {
  const resolver = new MarkerResolver(known);
  return Array.from(text, (char) => resolver.push(char) + resolver.release()).join('') + resolver.end();
};

/** What models write, and all that looks like it. */
const scraps = fc.constantFrom('[1]', '[1, 2]', '[2,1]', '[1][2]', '[99]', '[2, 99]', '[100, 200]', '【1】', '【2†source】', '【3:0†a title】', '［1］', '[^1]', '[^2]: note', '[1-3]', '[1–2]', '[2-9]', '[1](https://a.example)', '[1, 2](/b)', '[1]: /c', '[[1]](u)', '[', ']', '【', '】', '†', '^', '[^', '[1,', '[1, ', '`', '``', '```', '~~~', '\n', '\n\n', '    ', '\t', '- ', '1. ', '> ', '# ', '\\', ' ', 'a', 'The Moon', '. ', ':', '(', '𝒳', '潮汐');
const markdown = fc.array(scraps, {maxLength: 40}).map((parts) => parts.join(''));
/** The same text in other pieces. */
const cutting = fc.tuple(markdown, fc.array(fc.nat(400), {maxLength: 30})).map(([text, cuts]) => {
  const places = [...new Set(cuts.map((cut) => (text.length === 0 ? 0 : cut % text.length)))].sort((a, b) => a - b);
  return {text, pieces: [...places, text.length].map((place, index) => text.slice(places[index - 1] ?? 0, place))};
});

describe('MarkerResolver', () => {
  const forms: readonly (readonly [name: string, text: string, resolved: string])[] = [
    ['one number', 'Tides [1] rise.', 'Tides [1] rise.'],
    ['several in a row', 'Tides rise.[1][2]', 'Tides rise.[1][2]'],
    ['several in one', 'Tides [1, 2] rise [2,1,12].', 'Tides [1][2] rise [2][1][12].'],
    ['other commas', '潮汐[1，2]和[1、3] or [1; 2]', '潮汐[1][2]和[1][3] or [1][2]'],
    ['the brackets of some models', 'Tides【1】【2†source】【3:0†a title】【1†L10-L20】［1］', 'Tides[1][2][3][1][1]'],
    ['footnotes', 'Tides rise [^1] and fall [^2]: so it is.', 'Tides rise [1] and fall [2]: so it is.'],
    ['a range of sources', 'Tides [1-3] and [1–2]', 'Tides [1][2][3] and [1][2]'],
    ['unknown numbers', 'Tides [7] rise [2, 9]【8】', 'Tides [7] rise [2][9][8]'],
  ];
  for (const [name, text, resolved] of forms) {
    it(`gives ${name} the one form`, () => {
      expect(resolve(text)).to.equal(resolved);
    });
  }

  const others: readonly (readonly [name: string, text: string])[] = [
    ['links', '[1](https://a.example) and [1, 2](/b) and [[1]](u)'],
    ['definitions', '[1]: https://a.example\n  [^2]: A note.\n[^1]: Another.'],
    ['intervals, scales, years and lists that name no source', 'in [100, 200] on a scale of [1-5] in [2024] of [5, 7] and [0, 1]'],
    ['escaped brackets', 'a \\[1, 2\\] b'],
    ['brackets that are not closed', 'a [1, 2 b [1, and [^x] and [1, 2'],
    ['code spans', '`a[1, 2]` and ``b`[1, 2]`` and `【1】`'],
    ['fenced code', '```js\na[1, 2]\n```\n~~~\n【1】\n\n[1, 2]\n~~~'],
    ['fences that are not closed', 'a\n\n```\n[1, 2]\n\n[1, 2]'],
    ['indented code', 'a\n\n    b[1, 2]\n\tc【1】\n\n- d\n\n      e[1, 2]'],
    ['more than anybody cites', `[${Array.from({length: 20}, () => 1).join(', ')}]`],
  ];
  for (const [name, text] of others) {
    it(`leaves ${name} alone`, () => {
      expect(resolve(text)).to.equal(text);
      expect(resolve(...Array.from(text))).to.equal(text);
      expect(resolveSlowly(text)).to.equal(text);
    });
  }

  it('knows where code ends', () => {
    expect(resolve('`a` [1, 2]\n```\n[1, 2]\n```\n[1, 2]')).to.equal('`a` [1][2]\n```\n[1, 2]\n```\n[1][2]');
    expect(resolve('a ` b\n\nc [1, 2]')).to.equal('a ` b\n\nc [1][2]');
    expect(resolve('a ` b\n- c [1, 2]')).to.equal('a ` b\n- c [1][2]');
    expect(resolve('- a\n\n    b [1, 2]\n\ntext\n    more [1, 2]')).to.equal('- a\n\n    b [1][2]\n\ntext\n    more [1][2]');
  });

  it('lets text out at once, but for what may be a marker', () => {
    const resolver = new MarkerResolver(known);
    expect(['Tides ris', 'e [', '1', ', ', '2', ']', ' a', 'nd fall [x', ' [1', ']'].map((piece) => resolver.push(piece))).to.deep.equal(['Tides ris', 'e ', '', '', '', '', '[1][2] a', 'nd fall [x', ' ', '[1]']);
    expect(resolver.held).to.equal(0);
    expect(resolver.text).to.equal('Tides rise [1][2] and fall [x [1]');
  });

  it('lets go what has waited, in the form that it will likely take', () => {
    const slow = (...pieces: readonly string[]) => {
      const resolver = new MarkerResolver(known);
      return [...pieces.map((piece) => resolver.push(piece) + resolver.release()), resolver.end()];
    };
    expect(slow('a [', '1', ']', '.')).to.deep.equal(['a [', '1', ']', '.', '']);
    expect(slow('a 【', '1', '†', 'source', '】', '.')).to.deep.equal(['a [', '1', ']', '', '', '.', '']);
    expect(slow('a [', '^', '1', ']', '.')).to.deep.equal(['a [', '', '1', ']', '.', '']);
    expect(slow('a [', '^', 'x', ']')).to.deep.equal(['a [', '', '^x', ']', '']);
    expect(slow('a [1, 2]', ' b')).to.deep.equal(['a [1][2]', ' b', '']);
    expect(slow('a [1,', ' 2]', ' b')).to.deep.equal(['a [1', '', '][2] b', '']);
    expect(slow('a [1', ', ', '2', ', 3', '] b')).to.deep.equal(['a [1', '', '', '', '][2][3] b', '']);
    expect(slow('a [1-', '3]', ' b')).to.deep.equal(['a [1', '', '][2][3] b', '']);
    expect(slow('a [1,', ' or so', ']')).to.deep.equal(['a [1', ', or so', ']', '']);
    expect(slow('in [100, ', '200]', '.')).to.deep.equal(['in [100', ', 200]', '.', '']);
    expect(slow('[1, ', '2](/b)')).to.deep.equal(['[1', ', 2](/b)', '']);
  });

  it('says the same however the text is cut', () => {
    fc.assert(
      fc.property(cutting, ({text, pieces}) => {
        expect(resolve(...pieces)).to.equal(resolve(text));
        expect(resolve(...Array.from(text))).to.equal(resolve(text));
      }),
    );
  });

  it('never holds back more than a marker is long, and all it lets out is the text', () => {
    fc.assert(
      fc.property(cutting, fc.array(fc.boolean(), {minLength: 40, maxLength: 40}), ({pieces}, releases) => {
        const resolver = new MarkerResolver(known);
        let out = '';
        for (const [index, piece] of pieces.entries()) {
          out += resolver.push(piece);
          expect(resolver.held).to.be.at.most(MAX_MARKER_LENGTH);
          if (releases[index % releases.length]) {
            out += resolver.release();
            // Only a `^` has no form to be shown in before the next letter.
            expect(resolver.held).to.be.at.most(MAX_MARKER_LENGTH);
          }
        }
        out += resolver.end();
        expect(resolver.text).to.equal(out);
        expect(resolver.held).to.equal(0);
      }),
    );
  });

  it('cites the same numbers however slowly the text comes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[1]', '[1, 2]', '【1】', '【2†source】', '[^1]', ' a', '. ', '\n\n', '`x` '), {maxLength: 20}), (parts) => {
        const text = `a${parts.join('')}`;
        const numbers = (resolved: string) => findCitations(resolved, known).map(({n}) => n);
        expect(numbers(resolveSlowly(text))).to.deep.equal(numbers(resolve(text)));
        if (!text.includes('[^')) expect(resolveSlowly(text)).to.equal(resolve(text));
      }),
    );
  });

  it('tells the exact place of each citation in the text it let out', () => {
    fc.assert(
      fc.property(cutting, ({pieces}) => {
        const text = resolve(...pieces);
        for (const {n, start, end} of findCitations(text, known)) {
          const marker = text.slice(start, end);
          // Where a backtick stands unpaired a marker may have kept its form.
          if (text.includes('`')) expect(marker).to.match(/^[[【［].*[\]】］]$/u);
          else expect(marker).to.satisfy((found: string) => found === `[${n}]` || found === '[100, 200]');
        }
      }),
    );
  });

  it('takes nothing for a citation that stays as it is in code', () => {
    fc.assert(
      fc.property(cutting, ({text}) => {
        // What is resolved once is resolved: the second time nothing changes.
        expect(resolve(resolve(text))).to.equal(resolve(text));
      }),
    );
  });

  // Mocha's own limit is the measure: what is not linear takes minutes.
  for (const piece of ['`', '[', '[1', '[1,', '\\', '\\[', '[1][', '```\n', '- ', '    ', '【1†', '[^', '> ', '\n']) {
    it(`reads much of ${JSON.stringify(piece)} in linear time`, () => {
      expect(resolve(piece.repeat(200_000 / piece.length))).to.have.length.above(100_000);
    });
  }
});
