import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {InputText} from '../../../client/markdown/input-text.ts';
import {seed} from './support/seeded.ts';

function read(...deltas: string[]): string {
  const input = new InputText();
  return deltas.map((delta) => input.write(delta)).join('') + input.end();
}

describe('InputText', () => {
  it('makes all line ends one', () => expect(read('a\r\nb\rc\nd\r\r\ne')).to.equal('a\nb\nc\nd\n\ne'));
  it('waits for the second half of a line end', () => expect(read('a\r', '\nb\r', 'c\r')).to.equal('a\nb\nc\n'));
  it('replaces NUL', () => expect(read('a\0b')).to.equal('a\ufffdb'));

  it('gives the same text wherever it was cut', () => {
    const texts = fc.array(fc.constantFrom('\r', '\n', '\0', 'a'), {maxLength: 12});
    const same = fc.property(texts, fc.nat(12), (characters, at) => {
      const text = characters.join('');
      expect(read(text.slice(0, at), text.slice(at))).to.equal(read(text));
      expect(read(...characters)).to.equal(read(text));
    });
    fc.assert(same, {seed, numRuns: 300});
  });
});
