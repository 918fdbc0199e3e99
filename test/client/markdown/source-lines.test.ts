import {expect} from '@open-wc/testing';
import {completeLength, countLines, lineOffset} from '../../../client/markdown/source-lines.ts';

describe('source lines', () => {
  it('start behind a line end', () => {
    expect([0, 1, 2, 3, 9].map((line) => lineOffset('a\n\nbc', line))).to.deep.equal([0, 2, 3, 5, 5]);
    expect(lineOffset('', 1)).to.equal(0);
  });

  it('are complete when they have one', () => {
    expect(['', 'a', 'a\n', 'a\nb', '\n\n'].map(completeLength)).to.deep.equal([0, 0, 2, 2, 2]);
    expect(['', 'a', 'a\n', 'a\nb', '\n\n'].map(countLines)).to.deep.equal([0, 0, 1, 1, 2]);
  });
});
