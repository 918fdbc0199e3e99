import {expect} from 'chai';
import fc from 'fast-check';
import {splitThinking} from '../../../../server/adapters/litellm-model/split-thinking.ts';
import {atLeast} from '../../../support/at-least.ts';

const split = (...cuttings: readonly string[]) => {
  const splitter = splitThinking();
  const pieces = [...cuttings.flatMap((content) => splitter.push(content)), ...splitter.end()];
  expect(pieces.every(({text}) => text !== '')).to.equal(true);
  const join = (type: string) => pieces.map((piece) => (piece.type === type ? piece.text : '')).join('');
  return {reasoning: join('reasoning'), text: join('text')};
};

describe('splitThinking', () => {
  it('keeps thoughts and answer apart', () => {
    expect(split('<think>Hm.</think>\n\nThe Moon.')).to.deep.equal({reasoning: 'Hm.', text: 'The Moon.'});
    expect(split('\n<think>\nHm.\n</think>The Moon.\n')).to.deep.equal({reasoning: '\nHm.\n', text: 'The Moon.\n'});
    expect(split('<think></think>The Moon.')).to.deep.equal({reasoning: '', text: 'The Moon.'});
  });

  it('takes what is never closed for thoughts', () => {
    expect(split('<think>Hm, </thin')).to.deep.equal({reasoning: 'Hm, </thin', text: ''});
  });

  it('lets no tag through, wherever it stands: later, nested, never opened, or by its other name', () => {
    expect(split('The <think>Hm.</think> Moon')).to.deep.equal({reasoning: 'Hm.', text: 'The Moon'});
    expect(split('<think>a</think>b<think>c</think>')).to.deep.equal({reasoning: 'ac', text: 'b'});
    expect(split('<think>a<think>b</think>c</think>d')).to.deep.equal({reasoning: 'abc', text: 'd'});
    expect(split('The</think> Moon')).to.deep.equal({reasoning: '', text: 'TheMoon'});
    expect(split('<thinking>a</thinking>b')).to.deep.equal({reasoning: 'a', text: 'b'});
  });

  it('takes a backtick that is not closed on its line for no code', () => {
    for (const cut of [1, 3, 1_000]) {
      const splitter = splitThinking();
      const pieces = ('A stray ` here.\n<think>secret</think>The answer.'.match(new RegExp(`[^]{1,${cut}}`, 'g')) ?? []).flatMap((part) => splitter.push(part));
      const text = [...pieces, ...splitter.end()].filter(({type}) => type === 'text').map((piece) => piece.text);
      expect(text.join('')).to.match(/^A stray ` here\.\s+The answer\.$/);
    }
  });

  it('leaves tags in code to the answer', () => {
    expect(split('R1 writes `<think>` first, ``</think>`` last')).to.deep.equal({reasoning: '', text: 'R1 writes `<think>` first, ``</think>`` last'});
    expect(split('```xml\n<think>x</think>\n```\n<think>y</think>z')).to.deep.equal({reasoning: 'y', text: '```xml\n<think>x</think>\n```\nz'});
  });

  it('takes any number of marks in one piece', () => {
    const prose = 'use `a` or `<think>` and <b> '.repeat(20_000);
    expect(split(prose)).to.deep.equal({reasoning: '', text: prose});
    expect(splitThinking().push(prose)).to.have.lengthOf(1);
  });

  it('takes what only looks like a tag for text', () => {
    expect(split('<thin')).to.deep.equal({reasoning: '', text: '<thin'});
    expect(split('  ')).to.deep.equal({reasoning: '', text: '  '});
  });

  it('holds back no more than a tag may need', () => {
    const splitter = splitThinking();
    expect(splitter.push('<think>Hm')).to.deep.equal([{type: 'reasoning', text: 'Hm'}]);
    expect(splitter.push(' well</th')).to.deep.equal([{type: 'reasoning', text: ' well'}]);
    expect(splitter.push('ere')).to.deep.equal([{type: 'reasoning', text: '</there'}]);
    expect(splitter.push('</think> ')).to.deep.equal([]);
    expect(splitter.push(' So')).to.deep.equal([{type: 'text', text: 'So'}]);
    expect(splitter.push(' </th')).to.deep.equal([{type: 'text', text: ' '}]);
    expect(splitter.push('e')).to.deep.equal([{type: 'text', text: '</the'}]);
  });

  it('does not depend on how the content is cut', () => {
    const parts = fc.array(fc.constantFrom('<think>', '</think>', '<', '</', 'think>', '`', '``', ' ', '\n', 'a', '🌙'), {maxLength: 12});
    fc.assert(
      fc.property(parts, fc.infiniteStream(fc.nat(4)), (given, cuts) => {
        const content = given.join('');
        const cuttings: string[] = [];
        let rest = content;
        for (const length of cuts) {
          if (rest === '') break;
          cuttings.push(rest.slice(0, length));
          rest = rest.slice(length);
        }
        expect(split(...cuttings)).to.deep.equal(split(content));
      }),
      atLeast(1_000),
    );
  });
});
